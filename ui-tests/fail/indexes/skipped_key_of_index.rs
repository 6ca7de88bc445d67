use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_region, pk = region)] //~ ERROR `region` is a key, so it cannot be skipped
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    #[dynamo(skip)]
    region: Option<String>,
}

fn main() {}
