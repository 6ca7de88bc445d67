use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[version]
    rev: String, //~ ERROR `String` cannot be an optimistic lock
}

fn main() {}
