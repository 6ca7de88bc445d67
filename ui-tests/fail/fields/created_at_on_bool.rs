use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(created_at)]
    made: bool, //~ ERROR `bool` cannot be a timestamp
}

fn main() {}
