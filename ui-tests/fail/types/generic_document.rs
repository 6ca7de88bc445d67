use dynamo_core::prelude::*;

#[derive(DynamoDocument)]
struct Address<T> { //~ ERROR `DynamoDocument` takes no generics
    city: T,
}

fn main() {}
