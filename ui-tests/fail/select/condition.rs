use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_status, name = "gsi-status", pk = status, include(total))]
#[gsi(by_region, pk = region, keys_only)]
struct Order {
    #[pk]
    user_id: String,
    #[sk]
    order_id: String,
    status: String,
    region: Option<String>,
    total: u64,
    note: Option<String>,
}

fn case(db: &Db) {
    let get = db.get(Order::key("u1", "o1"));
    let _ = get.select(|o| o.total().gt(5)); //~ ERROR expected an attribute or a tuple of attributes, found
}

fn main() {}
