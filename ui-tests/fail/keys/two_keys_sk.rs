use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    #[sk]
    c: String, //~ ERROR a table has one sort key, and `b` already is it
}

fn main() {}
