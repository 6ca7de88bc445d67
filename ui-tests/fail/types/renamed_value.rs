use dynamo_core::DynamoValue;

#[derive(DynamoValue)]
#[dynamo(rename_all = "lowercase")] //~ ERROR `rename_all` has no effect: only variants stored as text have names
struct Id(String);

fn main() {}
