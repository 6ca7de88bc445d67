use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk("A#{a}")] //~ ERROR a key pattern goes on the struct; on a field `#[pk]` stands alone
    a: String,
}

fn main() {}
