use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run:05}")] //~ ERROR `{run:05}` is narrower than `u32` can be
struct Story {
    owner: String,
    run: u32,
}

fn main() {}
