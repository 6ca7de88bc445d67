use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN-{run}")]
struct Story {
    owner: String,
    run: uuid::Uuid, //~ ERROR `-` cannot delimit `{run}`: the text of
}

fn main() {}
