use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: bool, //~ ERROR this type cannot be a DynamoDB key: it is stored as `
}

fn main() {}
