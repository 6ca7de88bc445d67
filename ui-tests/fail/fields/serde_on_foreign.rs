use dynamo_core::prelude::*;

struct Foreign;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(serde)]
    b: Foreign, //~ ERROR `Foreign` cannot be stored through serde
}

fn main() {}
