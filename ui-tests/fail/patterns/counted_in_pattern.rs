use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_rev, pk = "REV#{rev}")] //~ ERROR no pattern of index `by_rev` can follow it
struct Order {
    #[pk]
    a: String,
    #[version]
    rev: u64,
}

fn main() {}
