use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    blob: Vec<u8>, //~ ERROR could be bytes or a list
}

fn main() {}
