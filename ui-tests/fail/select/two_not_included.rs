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
    let query = db.query(Order::by_status().partition("paid"));
    let _ = query.select(|o| {
        (
            o.note(), //~ ERROR attribute is not projected into index `by_status`
            o.region(), //~ ERROR attribute is not projected into index `by_status`
        )
    });
}

fn main() {}
