use dynamo_core::prelude::*;

#[derive(DynamoValue)]
#[dynamo(try_from = "String")] //~ ERROR `try_from` goes one way only; add `into
struct Email(String);

fn main() {}
