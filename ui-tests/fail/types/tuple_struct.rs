use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order(String, u64); //~ ERROR `DynamoTable` needs named fields

fn main() {}
