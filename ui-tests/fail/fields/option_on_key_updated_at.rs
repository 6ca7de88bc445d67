use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[sk]
    #[dynamo(updated_at)] //~ ERROR `changed` is part of the primary key and cannot be `updated_at`
    changed: chrono::DateTime<chrono::Utc>,
}

fn main() {}
