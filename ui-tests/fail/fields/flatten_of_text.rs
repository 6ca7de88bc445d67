use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(flatten)]
    rest: String, //~ ERROR need the type `Item`, and this is `String`
}

fn main() {}
