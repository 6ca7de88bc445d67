use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
enum Order { //~ ERROR `DynamoTable` is for structs with named fields
    A,
    B,
}

fn main() {}
