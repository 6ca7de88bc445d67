use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("1{run:010}")]
struct Story {
    owner: String,
    run: u32, //~ ERROR the text of `u32` can hold `1`, so that cannot delimit `{run}` in "1{run:010}"
}

fn main() {}
