use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_b, name = "b", pk = b)] //~ ERROR "b" is no index name, which has 3 to 255 letters
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
