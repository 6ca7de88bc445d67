use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order<'a> { //~ ERROR `DynamoTable` takes no generics
    #[pk]
    a: &'a str,
}

fn main() {}
