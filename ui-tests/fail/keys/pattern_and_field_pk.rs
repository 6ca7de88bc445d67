use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[pk("A#{a}")]
struct Order {
    #[pk]
    a: String, //~ ERROR a table has one partition key
}

fn main() {}
