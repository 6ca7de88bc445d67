use dynamo_core::DynamoDocument;

#[derive(DynamoDocument)]
struct Address<T> { //~ ERROR `DynamoDocument` takes no generics
    city: T,
}

fn main() {}
