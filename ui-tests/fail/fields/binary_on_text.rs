use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(binary)]
    b: String, //~ ERROR `String` cannot be stored as bytes
}

fn main() {}
