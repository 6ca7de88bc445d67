use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(number)]
    b: String, //~ ERROR `String` cannot be stored as `Seconds`
}

fn main() {}
