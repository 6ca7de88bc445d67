use dynamo_core::prelude::*;

struct NoDefault;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(skip)]
    b: NoDefault, //~ ERROR the trait bound `NoDefault: Default` is not satisfied
}

fn main() {}
