use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[lsi(by_total, pk = b, sk = total)] //~ ERROR local index `by_total` always has the table's partition key; give only `sk`
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    total: u64,
}

fn main() {}
