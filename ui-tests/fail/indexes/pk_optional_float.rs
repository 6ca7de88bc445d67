use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_weight, pk = weight)]
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    weight: Option<f64>, //~ ERROR this type cannot be a key of an index: it is stored as `
}

fn main() {}
