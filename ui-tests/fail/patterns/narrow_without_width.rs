use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run}")]
struct Story {
    owner: String,
    #[dynamo(narrow)] //~ ERROR `narrow` has no effect: no pattern pads `run` with zeros
    run: u32,
}

fn main() {}
