use dynamo_core::DynamoValue;

#[derive(DynamoValue)]
#[dynamo(try_from = "String")] //~ ERROR `try_from` needs `into`
struct Email(String);

fn main() {}
