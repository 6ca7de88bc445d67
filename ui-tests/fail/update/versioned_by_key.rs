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
    let update = db.update(Order::key("u1")).set(|o| o.total().set(5));
    let _ = update.explain(); //~ ERROR pass the item, or `.at_version(n)`, or `.unversioned()`
}

fn main() {}
