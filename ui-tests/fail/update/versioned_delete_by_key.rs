use dynamo_core::{Db, DynamoTable};

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
    let _ = delete.explain(); //~ ERROR pass the item, or `.at_version(n)`, or `.unversioned()`
}

fn main() {}
