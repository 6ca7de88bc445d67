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
    let delete = db.delete(Order::key("u1"));
    let _ = delete.request(); //~ ERROR this table has a `#[version]`, and a key alone does not say which version is meant
}

fn main() {}
