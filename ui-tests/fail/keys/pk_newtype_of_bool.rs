use dynamo_core::prelude::*;

#[derive(DynamoValue)]
struct Flag(bool);

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: Flag, //~ ERROR cannot be a DynamoDB key: it is stored as `Boolean`
}

fn main() {}
