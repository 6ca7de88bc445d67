use dynamo_core::prelude::*;

fn rank(_: &Order) -> u64 {
    1
}

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[sk]
    #[dynamo(computed = rank)] //~ ERROR `b` is part of the primary key and cannot be `computed`
    b: u64,
}

fn main() {}
