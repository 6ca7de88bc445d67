use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "my orders")] //~ ERROR "my orders" is not a table name
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
