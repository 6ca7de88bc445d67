use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[gsi(by_org, pk = "ORG#{orgg}", sk = "{org}")] //~ ERROR `{orgg}` in "ORG#{orgg}" is not a field; did you mean `{org}`?
struct Story {
    owner: String,
    org: String,
}

fn main() {}
