use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{ownr}")] //~ ERROR `{ownr}` in "USER#{ownr}" is not a field; did you mean `{owner}`?
struct Story {
    owner: String,
}

fn main() {}
