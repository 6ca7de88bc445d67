use dynamo_core::prelude::*;

fn rank(_: &Order) -> String {
    String::new()
}

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(computed = rank)] //~ ERROR mismatched types
    b: u64,
}

fn main() {}
