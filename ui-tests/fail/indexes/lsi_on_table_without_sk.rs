use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[lsi(by_total, sk = total)] //~ ERROR local index `by_total` needs a table with a sort key
struct Order {
    #[pk]
    a: String,
    total: u64,
}

fn main() {}
