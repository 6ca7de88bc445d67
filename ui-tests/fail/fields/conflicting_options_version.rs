use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[sk] //~ ERROR `version` and `sk` cannot stand together
    #[version]
    rev: u64,
}

fn main() {}
