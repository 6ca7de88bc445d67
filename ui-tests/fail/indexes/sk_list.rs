use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_b, pk = b, sk = lines)]
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    lines: Vec<String>, //~ ERROR this type cannot be a key of an index: it is stored as `
}

fn main() {}
