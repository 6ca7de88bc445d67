use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[ttl]
    e1: Option<Ttl>,
    #[ttl] //~ ERROR a table has one TTL attribute, and `e1` already is it
    e2: Option<Ttl>,
}

fn main() {}
