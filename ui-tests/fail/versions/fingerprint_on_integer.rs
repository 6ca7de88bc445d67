use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[schema_version] 
    v: u32, //~ ERROR `u32` cannot hold a schema fingerprint
}

fn main() {}
