use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order(String, u64); //~ ERROR needs a struct with named fields

fn main() {}
