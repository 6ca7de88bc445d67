use dynamo_core::prelude::*;

#[derive(DynamoValue)]
struct Money(u64, String); //~ ERROR `Money` is no newtype

fn main() {}
