use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    #[dynamo(null)] //~ ERROR `a` is a key, so it cannot be NULL
    a: String,
}

fn main() {}
