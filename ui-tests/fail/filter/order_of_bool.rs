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
    let query = db.query(Order::partition("u1"));
    let _ = query.filter(|o| o.paid().gt(true)); //~ ERROR this attribute has no order
}

fn main() {}
