use dynamo_core::prelude::*;

struct Foreign;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run}")]
struct Story {
    owner: String,
    run: Foreign, //~ ERROR `Foreign` has no attribute type
}

fn main() {}
