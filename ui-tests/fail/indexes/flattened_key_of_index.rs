use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_rest, pk = rest)] //~ ERROR `rest` is flattened and has no attribute of its own, so it cannot be in a key
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    #[dynamo(flatten)]
    rest: Item,
}

fn main() {}
