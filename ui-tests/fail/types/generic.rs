use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order<T> { //~ ERROR `DynamoTable` takes no generics
    #[pk]
    a: T,
}

fn main() {}
