use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[schema_version]
    v: bool, //~ ERROR `bool` cannot hold a schema fingerprint
}

fn main() {}
