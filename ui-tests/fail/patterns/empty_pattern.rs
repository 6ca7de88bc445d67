use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("")] //~ ERROR an empty pattern is no key
struct Story {
    owner: String,
}

fn main() {}
