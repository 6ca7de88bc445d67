use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[schema_version("two")] //~ ERROR a schema version is a number of 1 or more
    v: u32,
}

fn main() {}
