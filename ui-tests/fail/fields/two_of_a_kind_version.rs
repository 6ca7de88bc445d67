use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[version]
    r1: u64,
    #[version] //~ ERROR a table has one version attribute, and `r1` already is it
    r2: u64,
}

fn main() {}
