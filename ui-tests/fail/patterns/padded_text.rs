use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run:010}")]
struct Story {
    owner: String,
    run: String, //~ ERROR cannot be zero-padded: it is stored as `
}

fn main() {}
