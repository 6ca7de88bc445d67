use dynamo_core::prelude::*;

struct Foreign;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("FOREIGN#{foreign}")]
struct Order {
    owner: String,
    foreign: Foreign, //~ ERROR `Foreign` has no attribute type
}

fn main() {}
