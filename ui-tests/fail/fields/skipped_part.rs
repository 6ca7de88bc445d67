use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[ttl]
    #[dynamo(skip)] //~ ERROR so it cannot be skipped; remove `skip`
    b: Option<Ttl>,
}

fn main() {}
