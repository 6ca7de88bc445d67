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
    let update = db.update(Order::key("u1", "o1"));
    let _ = update.set(|o| o.order_id().set("o2")); //~ ERROR cannot be updated
}

fn main() {}
