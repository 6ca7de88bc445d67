use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(gsi1, pk = "C#{c}", pk_attr = "KEYS")]
#[gsi(gsi2, pk = "D#{d}", pk_attr = "KEYS")] //~ ERROR `KEYS` would hold both "C#{c}" and "D#{d}"
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    c: String,
    d: String,
}

fn main() {}
