use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(flatten, sensitive)] //~ ERROR `flatten` and `sensitive` cannot stand together
    rest: Item,
}

fn main() {}
