use dynamo_core::DynamoDocument;

#[derive(DynamoDocument)]
struct Address(String, String); //~ ERROR `DynamoDocument` needs named fields

fn main() {}
