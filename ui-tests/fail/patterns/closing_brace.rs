use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#run}")] //~ ERROR a `}` in "RUN#run}" closes nothing
struct Story {
    owner: String,
    run: String,
}

fn main() {}
