use dynamo_core::prelude::*;

type Weight = f64;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: Weight, //~ ERROR cannot be a DynamoDB key: it is stored as `
}

fn main() {}
