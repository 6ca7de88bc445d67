use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[sk]
    #[dynamo(readonly)] //~ ERROR `b` is part of the primary key and cannot be `readonly`
    b: String,
}

fn main() {}
