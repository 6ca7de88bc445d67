use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_all, pk = (c, d, e, f, g))] //~ ERROR `pk` has more than 4 attributes
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    c: String,
    d: String,
    e: String,
    f: String,
    g: String,
}

fn main() {}
