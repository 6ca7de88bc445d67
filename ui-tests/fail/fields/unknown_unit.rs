use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(number = "days")] //~ ERROR unknown unit "days"; a number counts "seconds" or "millis"
    b: chrono::DateTime<chrono::Utc>,
}

fn main() {}
