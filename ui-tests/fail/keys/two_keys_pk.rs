use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[pk]
    b: String, //~ ERROR a table has one partition key, and `a` already is it
}

fn main() {}
