use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table =)] //~ ERROR `table =` needs a value
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
