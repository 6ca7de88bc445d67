use dynamo_core::prelude::*;

fn up(item: Item) -> Result<Item, dynamo_core::Error> {
    Ok(item)
}

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[schema_version(2, upgrade(1 => up, 1 => up))] //~ ERROR there are two upgrades from version 1
    v: u32,
}

fn main() {}
