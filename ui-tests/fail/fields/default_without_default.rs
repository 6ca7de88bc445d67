use dynamo_core::prelude::*;

#[derive(DynamoValue)]
struct NoDefault(String);

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(default)]
    b: NoDefault, //~ ERROR the trait bound `NoDefault: Default` is not satisfied
}

fn main() {}
