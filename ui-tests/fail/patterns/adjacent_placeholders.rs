use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("{a}{b}")] //~ ERROR `{a}{b}` is ambiguous: nothing separates the two values
struct Story {
    owner: String,
    a: String,
    b: String,
}

fn main() {}
