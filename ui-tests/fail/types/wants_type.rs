use dynamo_core::prelude::*;

#[derive(DynamoValue)]
#[dynamo(try_from = 5, into = "String")] //~ ERROR `try_from` wants a type: `try_from = "…"`
struct Email(String);

fn main() {}
