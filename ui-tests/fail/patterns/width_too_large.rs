use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run:099}")] //~ ERROR `{run:099}` is too wide: no integer has more than 39 digits
struct Story {
    owner: String,
    run: u128,
}

fn main() {}
