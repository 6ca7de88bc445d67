use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders", rename_fn = "key")] //~ ERROR `rename_fn` wants a list in brackets: `rename_fn(…)`
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
