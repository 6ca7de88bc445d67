use dynamo_core::prelude::*;

fn up(item: String) -> String {
    item
}

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[schema_version(2, upgrade(1 => up))] //~ ERROR mismatched types
    v: u32,
}

fn main() {}
