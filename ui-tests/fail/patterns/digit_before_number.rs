use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("1{run:010}")]
struct Story {
    owner: String,
    run: u32, //~ ERROR `1` cannot delimit `{run}`: the text of `u32` can hold it
}

fn main() {}
