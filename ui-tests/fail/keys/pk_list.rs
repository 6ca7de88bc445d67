use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: Vec<String>, //~ ERROR a key cannot be `Vec<String>`
}

fn main() {}
