use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(pk = b)] //~ ERROR the name of its accessor first
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    total: u64,
}

fn main() {}
