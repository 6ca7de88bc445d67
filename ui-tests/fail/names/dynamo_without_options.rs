use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo] //~ ERROR `#[dynamo]` needs options in brackets
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
