use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders", row = "Row")] //~ ERROR `row` has no effect: no index of this table has rows of its own
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
