use dynamo_core::prelude::*;

#[derive(serde::Serialize, DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[sk]
    #[serde(skip)] //~ ERROR `b` is a key, so it cannot be skipped
    b: String,
}

fn main() {}
