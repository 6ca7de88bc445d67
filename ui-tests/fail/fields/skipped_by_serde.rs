use dynamo_core::prelude::*;

#[derive(serde::Serialize, DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[serde(skip)]
    #[dynamo(null)] //~ ERROR serde skips `b`, and so does the table, which makes `null` void
    b: Option<String>,
}

fn main() {}
