use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order; //~ ERROR needs a struct with named fields

fn main() {}
