use dynamo_core::prelude::*;

fn up(item: Item) -> Result<Item, dynamo_core::Error> {
    Ok(item)
}

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[schema_version(2, upgrade(up))] //~ ERROR is no upgrade; write the old version and a function
    v: u32,
}

fn main() {}
