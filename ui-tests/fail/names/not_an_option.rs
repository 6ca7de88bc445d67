use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo("orders")] //~ ERROR is no option: write `word`, `word = value` or `word(…)`
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
