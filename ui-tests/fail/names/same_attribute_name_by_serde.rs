use dynamo_core::prelude::*;

#[derive(serde::Serialize, DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    items_count: u32,
    #[serde(rename = "items_count")] //~ ERROR two fields are stored as `items_count`: `items_count` and `n`
    n: u32,
}

fn main() {}
