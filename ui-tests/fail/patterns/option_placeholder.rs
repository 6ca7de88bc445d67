use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run}")]
struct Story {
    owner: String,
    run: Option<String>, //~ ERROR an `Option` cannot stand in the key of a table
}

fn main() {}
