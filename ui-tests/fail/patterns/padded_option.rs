use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run:010}")]
struct Story {
    owner: String,
    run: Option<u32>, //~ ERROR an `Option` cannot stand in the key of a table
}

fn main() {}
