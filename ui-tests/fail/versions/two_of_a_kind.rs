use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[schema_version]
    v1: String,
    #[schema_version] //~ ERROR a table has one schema-version attribute, and `v1` already is it
    v2: String,
}

fn main() {}
