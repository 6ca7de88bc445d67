use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    user_id: String,
    total: u64,
    #[version]
    rev: u64,
}

fn case(db: &Db) {
    let order = Order { user_id: "u1".into(), total: 5, rev: 1 };
    let _ = db.batch_write().put(&order); //~ ERROR this table has a `#[version]`, and a batch cannot check it
}

fn main() {}
