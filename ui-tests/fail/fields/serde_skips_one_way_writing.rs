use dynamo_core::prelude::*;

#[derive(serde::Serialize, DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[serde(skip_serializing)] //~ ERROR say `#[dynamo(skip)]` or `#[dynamo(store)]`
    b: String,
}

fn main() {}
