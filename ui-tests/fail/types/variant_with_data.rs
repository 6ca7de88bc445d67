use dynamo_core::prelude::*;

#[derive(DynamoValue)]
enum Status {
    A,
    B(u8), //~ ERROR needs unit variants: `B` carries data
}

fn main() {}
