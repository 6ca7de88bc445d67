use dynamo_core::prelude::*;

struct Foreign;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: Foreign, //~ ERROR `Foreign` has no attribute type
    b: String,
}

fn main() {}
