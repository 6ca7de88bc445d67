use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_region, pk = region)]
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    #[dynamo(serde)] //~ ERROR `region` is a key of index `by_region` and cannot be `serde`
    region: String,
}

fn main() {}
