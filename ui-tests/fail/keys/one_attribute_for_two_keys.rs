use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app", pk_attr = "KEY", sk_attr = "KEY")] //~ ERROR `KEY` cannot hold the partition key and the sort key
#[pk("USER#{owner}")]
#[sk("PROFILE")]
struct Order {
    owner: String,
}

fn main() {}
