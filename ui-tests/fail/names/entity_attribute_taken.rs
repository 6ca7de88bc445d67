use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders", entity = "order")] //~ ERROR the entity tag is stored as `_type`, and so is `b`
struct Order {
    #[pk]
    a: String,
    #[dynamo(rename = "_type")]
    b: String,
}

fn main() {}
