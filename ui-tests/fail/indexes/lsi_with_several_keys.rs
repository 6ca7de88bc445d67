use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[lsi(by_total, sk = (total, c))] //~ ERROR a local index has one sort key attribute; only a `#[gsi]` takes several
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    total: u64,
    c: String,
}

fn main() {}
