use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_b, name = "gsi#b", pk = b)] //~ ERROR "gsi#b" is no index name, which has 3 to 255 letters
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
