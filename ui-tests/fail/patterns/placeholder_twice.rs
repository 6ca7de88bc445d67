use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("{run}#{run}")] //~ ERROR `{run}` is in "{run}#{run}" twice
struct Story {
    owner: String,
    run: String,
}

fn main() {}
