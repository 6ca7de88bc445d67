use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: f32, //~ ERROR a key cannot be `f32`
}

fn main() {}
