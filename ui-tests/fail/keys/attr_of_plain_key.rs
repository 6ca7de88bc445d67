use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders", pk_attr = "HASH")] //~ ERROR `pk_attr` is for pattern keys; rename the field
struct Order {
    #[pk]
    a: String,
}

fn main() {}
