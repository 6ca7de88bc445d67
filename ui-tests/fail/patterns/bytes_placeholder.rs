use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run}")]
struct Story {
    owner: String,
    run: dynamo_core::value::Bytes, //~ ERROR cannot stand in a key pattern
}

fn main() {}
