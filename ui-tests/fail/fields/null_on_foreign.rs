use dynamo_core::prelude::*;

struct Foreign;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(null)]
    b: Foreign, //~ ERROR `Foreign` has no attribute type
}

fn main() {}
