use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "app", pk_attr = "KEY", sk_attr = "KEY")]
#[pk("USER#{owner}")]
#[sk("PROFILE")] //~ ERROR `KEY` cannot hold the partition key and the sort key
struct Order {
    owner: String,
}

fn main() {}
