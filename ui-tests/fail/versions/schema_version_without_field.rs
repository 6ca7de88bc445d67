use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[schema_version(1)] //~ ERROR no field holds the schema version
struct Order {
    #[pk]
    a: String,
}

fn main() {}
