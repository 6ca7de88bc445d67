use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    #[dynamo(default)] //~ ERROR `a` is part of the primary key and cannot be `default`
    a: String,
}

fn main() {}
