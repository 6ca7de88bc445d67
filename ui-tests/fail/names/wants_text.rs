use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = 5)] //~ ERROR `table` wants a text: `table = "…"`
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
