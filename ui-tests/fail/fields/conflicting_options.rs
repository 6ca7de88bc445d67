use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(binary, list)] //~ ERROR `binary` and `list` cannot stand together
    blob: Vec<u8>,
}

fn main() {}
