use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[lsi(by_b1, sk = total)]
#[lsi(by_b2, sk = total)]
#[lsi(by_b3, sk = total)]
#[lsi(by_b4, sk = total)]
#[lsi(by_b5, sk = total)]
#[lsi(by_b6, sk = total)] //~ ERROR at most 5 local indexes
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    total: u64,
}

fn main() {}
