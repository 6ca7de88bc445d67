use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(rename = "")] //~ ERROR an attribute name cannot be empty
    b: String,
}

fn main() {}
