use dynamo_core::prelude::*;

fn step(item: Item) -> Result<Item> {
    Ok(item)
}

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[schema_version(70000)] //~ ERROR version 70000 needs upgrades
    v: u16, //~ ERROR schema version 70000 does not fit `u16`: use a wider integer
}

fn main() {}
