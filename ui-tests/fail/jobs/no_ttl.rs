use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    id: String,
    total: u64,
}

fn case(db: &Db) {
    let _ = db.sweep_expired::<Order>(); //~ ERROR items of `Order` do not expire
}

fn main() {}
