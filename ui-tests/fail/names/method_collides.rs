use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
}

impl Order {
    fn key(&self) -> &str { //~ ERROR duplicate definitions with name `key`
        &self.a
    }
}

fn main() {}
