use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[sk]
    #[version] //~ ERROR `rev` is a key, so it cannot be the version
    rev: u64,
}

fn main() {}
