#![deny(unused_must_use)]

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
    db.get(Order::key("u1", "o1")); //~ ERROR that must be used
}

fn main() {}
