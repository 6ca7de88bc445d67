use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    user_id: String,
    total: u64,
}

#[derive(Projection)]
#[projection(Order)]
struct Summary {
    #[dynamo(rename = "self")] //~ ERROR "self" cannot be a field: in a projection `rename` names the field that is read
    total: u64,
}

fn main() {}
