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
    let _ = update.set(|o| o.title().at(0).set("x")); //~ ERROR this needs a list, and the attribute is none
}

fn main() {}
