use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[version]
    rev: Option<u64>, //~ ERROR `Option<u64>` cannot be a version
}

fn main() {}
