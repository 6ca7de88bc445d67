use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run}")]
struct Story {
    owner: String,
    run: f64, //~ ERROR this type cannot stand in a key pattern: it is stored as `
}

fn main() {}
