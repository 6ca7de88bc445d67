use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app", pk_attr = "")] //~ ERROR this cannot be empty; give a name
#[pk("USER#{owner}")]
struct Order {
    owner: String,
}

fn main() {}
