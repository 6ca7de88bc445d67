use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[ttl]
    expires: String, //~ ERROR `String` cannot be a TTL attribute
}

fn main() {}
