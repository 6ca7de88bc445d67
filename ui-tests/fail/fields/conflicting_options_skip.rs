use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(skip, store)] //~ ERROR `skip` and `store` cannot stand together
    b: String,
}

fn main() {}
