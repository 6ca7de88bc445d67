use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders", max_gsi = "many")] //~ ERROR `max_gsi` wants a number: `max_gsi = 30`
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
