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
    let range = Order::by_tenant().partition("t1", "eu");
    let _ = range.sk(|s| s.created_at("2026")); //~ ERROR `created_at` comes after `status`
}

fn main() {}
