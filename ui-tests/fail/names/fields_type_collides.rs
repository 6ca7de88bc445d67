use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
}

struct OrderFields; //~ ERROR the name `OrderFields` is defined multiple times

fn main() {}
