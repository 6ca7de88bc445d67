use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: f64, //~ ERROR a key cannot be `f64`
}

fn main() {}
