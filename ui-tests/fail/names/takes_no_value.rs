use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(sensitive = true)] //~ ERROR `sensitive` takes no value: write `sensitive` alone
    b: String,
}

fn main() {}
