use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_paid, pk = paid)]
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    paid: bool, //~ ERROR this type cannot be a key of an index: it is stored as `
}

fn main() {}
