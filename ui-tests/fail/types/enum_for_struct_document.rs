use dynamo_core::prelude::*;

#[derive(DynamoDocument)]
enum Address { //~ ERROR `DynamoDocument` is for structs
    A,
    B,
}

fn main() {}
