use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
union Order { //~ ERROR `DynamoTable` cannot read a union
    a: u8,
    b: i8,
}

fn main() {}
