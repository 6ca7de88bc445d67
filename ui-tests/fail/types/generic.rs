use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order<T> { //~ ERROR cannot be generic
    #[pk]
    a: T,
}

fn main() {}
