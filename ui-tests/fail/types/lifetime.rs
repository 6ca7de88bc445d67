use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order<'a> { //~ ERROR cannot be generic
    #[pk]
    a: &'a str,
}

fn main() {}
