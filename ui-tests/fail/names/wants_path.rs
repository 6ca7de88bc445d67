use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders", validate = 5)] //~ ERROR `validate` wants a path, such as `module::name`
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
