use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[schema_version(0)] //~ ERROR schema versions start at 1
    v: u32,
}

fn main() {}
