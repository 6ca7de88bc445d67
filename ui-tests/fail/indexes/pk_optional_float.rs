use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_weight, pk = weight)]
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    weight: Option<f64>, //~ ERROR a key cannot be `Option<f64>`
}

fn main() {}
