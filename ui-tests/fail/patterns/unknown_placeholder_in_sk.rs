use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{zzz}")] //~ ERROR `{zzz}` in "RUN#{zzz}" is not a field
struct Story {
    owner: String,
}

fn main() {}
