use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(created_at)]
    made: bool, //~ ERROR `bool` cannot hold a creation time
}

fn main() {}
