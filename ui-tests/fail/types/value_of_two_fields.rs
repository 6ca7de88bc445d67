use dynamo_core::DynamoValue;

#[derive(DynamoValue)]
struct Money(u64, String); //~ ERROR derive `DynamoDocument`

fn main() {}
