use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    #[dynamo(binary)]
    a: String, //~ ERROR `String` cannot be stored as bytes
    b: String,
}

fn main() {}
