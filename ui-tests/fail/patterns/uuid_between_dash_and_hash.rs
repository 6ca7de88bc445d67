use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN-{run}#END")]
struct Story {
    owner: String,
    run: uuid::Uuid, //~ ERROR `-` cannot delimit `{run}`: the text of
}

fn main() {}
