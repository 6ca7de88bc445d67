use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_region, pk = region)]
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    #[dynamo(null)] //~ ERROR an index skips an item only when the attribute is left out
    region: Option<String>,
}

fn main() {}
