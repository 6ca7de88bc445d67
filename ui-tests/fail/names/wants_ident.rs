use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders", fields = 5)] //~ ERROR `fields` wants an identifier: `fields = "…"`
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
