use dynamo_core::prelude::*;

#[derive(DynamoValue)]
struct Flag(bool);

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_flag, pk = flag)]
struct Order {
    #[pk]
    a: String,
    flag: Flag, //~ ERROR cannot be a key of an index: it is stored as `Boolean`
}

fn main() {}
