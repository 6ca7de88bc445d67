use dynamo_core::prelude::*;

#[derive(DynamoValue)]
enum Status {} //~ ERROR `Status` has no variants, so no value could be stored

fn main() {}
