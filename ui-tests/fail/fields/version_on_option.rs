use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[version]
    rev: Option<u64>, //~ ERROR `Option<u64>` cannot be an optimistic lock
}

fn main() {}
