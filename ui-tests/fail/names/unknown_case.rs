use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders", rename_all = "camelcase")] //~ ERROR `rename_all` knows no case `camelcase`; did you mean `camelCase`?
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
