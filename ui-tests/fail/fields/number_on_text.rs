use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(number)]
    b: String, //~ ERROR `String` cannot be stored as seconds or milliseconds since 1970
}

fn main() {}
