use dynamo_core::prelude::*;

struct Foreign;

#[derive(DynamoDocument)]
struct Address {
    city: Foreign, //~ ERROR `Foreign` has no attribute type
}

fn main() {}
