use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_total, pk = totl)] //~ ERROR `pk` of index `by_total` names `totl`, which is not a field; did you mean `total`?
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    total: u64,
}

fn main() {}
