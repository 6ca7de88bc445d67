use dynamo_core::DynamoTable;

type Name = Option<String>;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: Name, //~ ERROR cannot be a DynamoDB key: it is stored as `
}

fn main() {}
