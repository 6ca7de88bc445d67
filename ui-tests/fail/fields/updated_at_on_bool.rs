use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(updated_at)]
    changed: bool, //~ ERROR `bool` cannot hold an update time
}

fn main() {}
