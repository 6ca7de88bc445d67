use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    #[dynamo(flatten)] //~ ERROR `a` is a key, so it cannot be flattened
    a: String,
}

fn main() {}
