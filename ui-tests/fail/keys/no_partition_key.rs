use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order { //~ ERROR `Order` has no partition key: put `#[pk]` on a field
    a: String,
}

fn main() {}
