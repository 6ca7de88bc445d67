use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(flatten)]
    rest: String, //~ ERROR `flatten` needs the type `Item`
}

fn main() {}
