use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    #[sk] //~ ERROR `a` is in this key twice; DynamoDB wants different attributes
    a: String,
}

fn main() {}
