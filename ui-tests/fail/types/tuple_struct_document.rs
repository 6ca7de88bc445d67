use dynamo_core::prelude::*;

#[derive(DynamoDocument)]
struct Address(String, String); //~ ERROR `DynamoDocument` needs named fields

fn main() {}
