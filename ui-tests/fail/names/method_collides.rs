use dynamo_core::prelude::*;

#[derive(DynamoTable)] //~ ERROR duplicate definitions with name `key`
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
}

impl Order {
    fn key(&self) -> &str {
        &self.a
    }
}

fn main() {}
