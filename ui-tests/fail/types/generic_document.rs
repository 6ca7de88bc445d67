use dynamo_core::DynamoDocument;

#[derive(DynamoDocument)]
struct Address<T> { //~ ERROR cannot be generic
    city: T,
}

fn main() {}
