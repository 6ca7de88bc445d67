use dynamo_core::prelude::*;

type Name = Option<String>;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: Name, //~ ERROR cannot be a DynamoDB key: it is stored as `
}

fn main() {}
