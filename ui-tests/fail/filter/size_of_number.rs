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
    let query = db.query(Order::partition("u1"));
    let _ = query.filter(|o| o.total().size().gt(3)); //~ ERROR `size` needs text, bytes, a set, a list or a map
}

fn main() {}
