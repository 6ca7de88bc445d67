use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders", entity_attr = "kind")] //~ ERROR `entity_attr` has no effect without `entity = "…"`
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
