use dynamo_core::prelude::*;

#[derive(DynamoValue)]
enum Status {
    A,
    #[dynamo(rename = "A")] //~ ERROR two variants are stored as `A`: `A` and `B`
    B,
}

fn main() {}
