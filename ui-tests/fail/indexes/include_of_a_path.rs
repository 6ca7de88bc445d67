use dynamo_core::prelude::*;

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Address {
    city: String,
}

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_b, pk = b, include(address.city))] //~ ERROR `address.city` is inside an attribute, and DynamoDB projects whole ones
struct Order {
    #[pk]
    a: String,
    b: String,
    address: Address,
}

fn main() {}
