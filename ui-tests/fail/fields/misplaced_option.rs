use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(table = "x")] //~ ERROR `table` goes on the struct, not on a field
    b: String,
}

fn main() {}
