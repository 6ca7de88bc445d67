use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_b, pk = b, include())] //~ ERROR `include` names no field; say `keys_only`
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    total: u64,
}

fn main() {}
