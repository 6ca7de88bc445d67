use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_b, pk = b, include(rest))] //~ ERROR `rest` is flattened and has no attribute of its own to include
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    #[dynamo(flatten)]
    rest: Item,
}

fn main() {}
