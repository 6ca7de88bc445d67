use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_b, name = "one", pk = b)]
#[gsi(by_b, name = "two", pk = b)] //~ ERROR two indexes have the accessor `by_b`
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    total: u64,
}

fn main() {}
