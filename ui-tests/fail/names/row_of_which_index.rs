use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders", row = "Row")] //~ ERROR `row` does not say of which index; put it into each
#[gsi(by_b, pk = b, keys_only)]
#[gsi(by_c, pk = b, keys_only)]
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
