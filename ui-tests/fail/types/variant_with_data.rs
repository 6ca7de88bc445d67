use dynamo_core::DynamoValue;

#[derive(DynamoValue)]
enum Status {
    A,
    B(u8), //~ ERROR needs unit variants: `B` carries data
}

fn main() {}
