use dynamo_core::DynamoValue;

#[derive(DynamoValue)]
#[dynamo(binary)] //~ ERROR `binary` is for newtypes; an enum is stored as text
enum Status {
    A,
}

fn main() {}
