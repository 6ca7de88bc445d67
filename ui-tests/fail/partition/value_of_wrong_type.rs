use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_tenant, pk = (tenant, region), sk = (status, created_at))]
#[gsi(by_tag, pk = tag)]
struct Order {
    #[pk]
    user_id: String,
    #[sk]
    order_id: String,
    tenant: String,
    region: String,
    status: String,
    created_at: String,
    tag: Option<String>,
}

fn case(db: &Db) {
    let _ = db.get(Order::key("u1", 5)); //~ ERROR expected a value for an attribute of type `String`, found
}

fn main() {}
