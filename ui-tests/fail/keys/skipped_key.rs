use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    #[dynamo(skip)] //~ ERROR `a` is a key, so it cannot be skipped
    a: String,
}

fn main() {}
