use dynamo_core::prelude::*;

#[derive(DynamoValue)]
#[dynamo(number)]
enum Level {
    Low = 1,
    High = 1 + 1, //~ ERROR `High` is stored as its discriminant, which must be an integer literal
}

fn main() {}
