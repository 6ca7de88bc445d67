use dynamo_core::prelude::*;

#[derive(DynamoValue)]
#[dynamo(binary, list)] //~ ERROR `binary` and `list` cannot stand together: a value is stored in one way
struct Bytes(Vec<u8>);

fn main() {}
