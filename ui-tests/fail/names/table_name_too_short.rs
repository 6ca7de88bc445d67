use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "ab")] //~ ERROR "ab" is not a table name
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
