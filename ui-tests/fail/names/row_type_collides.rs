use dynamo_core::prelude::*;

#[derive(DynamoTable)] //~ ERROR the name `OrderByName` is defined multiple times
#[dynamo(table = "orders")]
#[gsi(by_name, pk = name, keys_only)]
struct Order {
    #[pk]
    a: String,
    name: String,
}

struct OrderByName;

fn main() {}
