use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("REST#{rest}")] //~ ERROR `rest` is flattened and has no attribute of its own, so it cannot be in a key
struct Story {
    owner: String,
    #[dynamo(flatten)]
    rest: Item,
}

fn main() {}
