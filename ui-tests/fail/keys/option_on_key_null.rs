use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    #[dynamo(null)] //~ ERROR `a` is part of the primary key and cannot be `null`
    a: String,
}

fn main() {}
