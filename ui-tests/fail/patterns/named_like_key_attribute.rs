use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
struct Story {
    owner: String,
    #[dynamo(rename = "PK")] //~ ERROR `other` is stored as `PK`, which holds a pattern key
    other: String,
}

fn main() {}
