use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(null)] //~ ERROR `null` needs an `Option`
    b: String,
}

fn main() {}
