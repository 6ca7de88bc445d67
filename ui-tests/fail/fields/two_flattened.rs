use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(flatten)]
    r1: Item,
    #[dynamo(flatten)] //~ ERROR one field takes all other attributes, and `r1` already does
    r2: Item,
}

fn main() {}
