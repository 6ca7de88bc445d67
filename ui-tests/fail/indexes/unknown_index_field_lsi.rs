use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[lsi(by_total, sk = totl)] //~ ERROR `sk` of index `by_total` names `totl`, which is not a field; did you mean `total`?
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    total: u64,
}

fn main() {}
