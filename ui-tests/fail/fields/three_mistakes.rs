use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_b, pk = bb)] //~ ERROR `pk` of index `by_b` names `bb`, which is not a field
struct Order {
    #[pk]
    a: String,
    #[ttl]
    b: String, //~ ERROR `String` cannot be a TTL attribute
    #[version]
    c: bool, //~ ERROR `bool` cannot be an optimistic lock
}

fn main() {}
