use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[pk] //~ ERROR on the struct `#[pk("…{field}…")]` takes a pattern
struct Order {
    a: String,
}

fn main() {}
