use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app", key_escape = "percnt")] //~ ERROR unknown escape "percnt"; there is only `key_escape = "percent"`
#[pk("USER#{owner}")]
struct Story {
    owner: String,
}

fn main() {}
