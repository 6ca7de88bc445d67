use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders", table = "other")] //~ ERROR `table` is given twice
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
