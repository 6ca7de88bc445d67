use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[version]
    rev: String, //~ ERROR `String` cannot be a version
}

fn main() {}
