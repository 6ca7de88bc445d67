use dynamo_core::prelude::*;

#[derive(DynamoValue)]
#[dynamo(rename_all = "lowercase")] //~ ERROR `rename_all` has no effect: only variants stored as text have names
struct Id(String);

fn main() {}
