use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{}")] //~ ERROR `{}` in "RUN#{}" names no field
struct Story {
    owner: String,
    run: String,
}

fn main() {}
