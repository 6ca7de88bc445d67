use dynamo_core::prelude::*;

#[derive(DynamoValue)]
#[dynamo(binary)] //~ ERROR `binary` is for newtypes; an enum is stored as text
enum Status {
    A,
}

fn main() {}
