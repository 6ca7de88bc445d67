use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(renam = "x")] //~ ERROR unknown option `renam` in `#[dynamo]`; did you mean `rename`?
    b: String,
}

fn main() {}
