use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders", rename_all = "camelCase")]
struct Order {
    #[pk]
    a: String,
    items_count: u32,
    #[dynamo(rename = "itemsCount")] //~ ERROR two fields are stored as `itemsCount`: `items_count` and `n`
    n: u32,
}

fn main() {}
