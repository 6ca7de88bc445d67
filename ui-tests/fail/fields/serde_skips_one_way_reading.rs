use dynamo_core::prelude::*;

#[derive(serde::Deserialize, DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[serde(skip_deserializing)] //~ ERROR say `#[dynamo(skip)]` or `#[dynamo(store)]`
    b: String,
}

fn main() {}
