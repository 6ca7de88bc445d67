use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run:10}")] //~ ERROR `{run:10}` is no format; padding with zeros is written `{run:010}`
struct Story {
    owner: String,
    run: u32,
}

fn main() {}
