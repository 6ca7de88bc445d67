use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(b2, pk = b)] //~ ERROR "b2" is no index name, which has 3 to 255 letters
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
