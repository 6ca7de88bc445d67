use dynamo_core::prelude::*;

fn up(item: Item) -> Result<Item, dynamo_core::Error> {
    Ok(item)
}

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[schema_version(3, upgrade(1 => up))] //~ ERROR version 3 needs upgrades from 1 and 2; 2 is missing
    v: u32,
}

fn main() {}
