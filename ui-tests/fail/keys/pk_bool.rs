use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: bool, //~ ERROR a key cannot be `bool`
}

fn main() {}
