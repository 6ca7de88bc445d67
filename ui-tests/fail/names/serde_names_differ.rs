use dynamo_core::prelude::*;

#[derive(serde::Serialize, serde::Deserialize, DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[serde(rename(serialize = "x", deserialize = "y"))] //~ ERROR serde uses different names for writing and reading
    b: String,
}

fn main() {}
