use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[pk("A#{a}")]
struct Order {
    #[pk] //~ ERROR the partition key is declared on the struct already, as "A#{a}"
    a: String, 
}

fn main() {}
