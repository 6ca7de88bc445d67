use dynamo_core::DynamoDocument;

#[derive(DynamoDocument)]
enum Address { //~ ERROR `DynamoDocument` is for structs
    A,
    B,
}

fn main() {}
