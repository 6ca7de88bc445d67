use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders", key_escape = "percent")] //~ ERROR `key_escape` has no effect: no key of this table is a pattern
struct Order {
    #[pk]
    a: String,
}

fn main() {}
