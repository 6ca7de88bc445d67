use dynamo_core::prelude::*;

struct One;
struct Two;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: One, //~ ERROR `One` has no attribute type
    #[sk]
    b: Two, //~ ERROR `Two` has no attribute type
}

fn main() {}
