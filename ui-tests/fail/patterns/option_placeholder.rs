use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run}")]
struct Story {
    owner: String,
    run: Option<String>, //~ ERROR this type cannot be a DynamoDB key: it is stored as `
}

fn main() {}
