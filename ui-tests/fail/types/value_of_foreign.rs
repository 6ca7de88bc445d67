use dynamo_core::DynamoValue;

struct Foreign;

#[derive(DynamoValue)]
struct Id(Foreign); //~ ERROR `Foreign` has no attribute type

fn main() {}
