use dynamo_core::prelude::*;

struct Foreign;

#[derive(DynamoValue)]
struct Id(Foreign); //~ ERROR `Foreign` has no attribute type

fn main() {}
