use std::collections::HashSet;

use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    user_id: String,
    tags: HashSet<String>,
    lines: Vec<u32>,
    paid: bool,
    title: String,
    total: u64,
    count: u32,
    note: Option<String>,
}

fn case(db: &Db) {
    let update = db.update(Order::key("u1"));
    let _ = update.set(|o| o.total().set_opt(Some(5))); //~ ERROR an attribute of type `u64` is required
}

fn main() {}
