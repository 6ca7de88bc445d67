use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(tabel = "orders")] //~ ERROR unknown option `tabel` in `#[dynamo]`; did you mean `table`?
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
