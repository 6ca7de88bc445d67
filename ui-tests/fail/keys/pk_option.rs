use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: Option<String>, //~ ERROR this type cannot be a DynamoDB key: it is stored as `
}

fn main() {}
