use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run}")] //~ ERROR `run` is a key, so it cannot be skipped
struct Story {
    owner: String,
    #[dynamo(skip)]
    run: String,
}

fn main() {}
