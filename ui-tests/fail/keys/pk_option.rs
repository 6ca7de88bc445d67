use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: Option<String>, //~ ERROR a key cannot be `Option<String>`
}

fn main() {}
