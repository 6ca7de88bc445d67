use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    #[dynamo(serde)] //~ ERROR `a` is part of the primary key and cannot be `serde`
    a: String,
}

fn main() {}
