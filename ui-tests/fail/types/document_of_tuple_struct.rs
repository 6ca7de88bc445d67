use dynamo_core::DynamoDocument;

#[derive(DynamoDocument)]
struct Address(String, String); //~ ERROR needs a struct with named fields

fn main() {}
