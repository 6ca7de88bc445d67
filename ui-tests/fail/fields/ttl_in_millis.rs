use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[ttl]
    #[dynamo(number = "millis")] //~ ERROR DynamoDB reads a TTL in seconds; remove `number = "millis"`
    b: chrono::DateTime<chrono::Utc>,
}

fn main() {}
