use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(null)]
    b: String, //~ ERROR `null` needs an `Option`, and this is `String`
}

fn main() {}
