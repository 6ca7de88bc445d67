use dynamo_core::prelude::*;

#[derive(Clone, DynamoValue)]
#[dynamo(from = "String", into = "u64")] //~ ERROR `from` and `into` must name one type, written the same way
struct Email(String);

fn main() {}
