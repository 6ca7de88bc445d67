use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[sk]
    #[dynamo(created_at)] //~ ERROR `made` is part of the primary key and cannot be `created_at`
    made: chrono::DateTime<chrono::Utc>,
}

fn main() {}
