use dynamo_core::prelude::*;

#[derive(Clone, DynamoValue)]
#[dynamo(from = "String", try_from = "String", into = "String")] //~ ERROR `from` and `try_from` cannot stand together
struct Email(String);

fn main() {}
