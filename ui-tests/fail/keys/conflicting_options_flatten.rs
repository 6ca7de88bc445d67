use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk] //~ ERROR `flatten` and `pk` cannot stand together
    #[dynamo(flatten)]
    a: Item,
}

fn main() {}
