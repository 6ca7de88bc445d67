use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_b, pk = b, pk_attr = "GSI1PK")] //~ ERROR `pk_attr` is for pattern keys; a field is a key under its own attribute name
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    total: u64,
}

fn main() {}
