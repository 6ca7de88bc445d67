use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_x, name = "same", pk = b)]
#[gsi(by_y, name = "same", pk = b)] //~ ERROR two indexes are named "same": `by_x` and `by_y`
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    total: u64,
}

fn main() {}
