use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_b1, pk = b)]
#[gsi(by_b2, pk = b)]
#[gsi(by_b3, pk = b)]
#[gsi(by_b4, pk = b)]
#[gsi(by_b5, pk = b)]
#[gsi(by_b6, pk = b)]
#[gsi(by_b7, pk = b)]
#[gsi(by_b8, pk = b)]
#[gsi(by_b9, pk = b)]
#[gsi(by_b10, pk = b)]
#[gsi(by_b11, pk = b)]
#[gsi(by_b12, pk = b)]
#[gsi(by_b13, pk = b)]
#[gsi(by_b14, pk = b)]
#[gsi(by_b15, pk = b)]
#[gsi(by_b16, pk = b)]
#[gsi(by_b17, pk = b)]
#[gsi(by_b18, pk = b)]
#[gsi(by_b19, pk = b)]
#[gsi(by_b20, pk = b)]
#[gsi(by_b21, pk = b)] //~ ERROR at most 20 global indexes
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    total: u64,
}

fn main() {}
