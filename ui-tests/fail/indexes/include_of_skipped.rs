use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_b, pk = b, include(note))] //~ ERROR `note` is skipped, so there is nothing to include
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    #[dynamo(skip)]
    note: String,
}

fn main() {}
