use dynamo_core::prelude::*;

#[derive(DynamoTable)] //~ ERROR the name `OrderFields` is defined multiple times
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
}

struct OrderFields;

fn main() {}
