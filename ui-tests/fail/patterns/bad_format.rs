use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run:x}")] //~ ERROR `{run:x}` is no format; padding with zeros is written `{run:010}`
struct Story {
    owner: String,
    run: u32,
}

fn main() {}
