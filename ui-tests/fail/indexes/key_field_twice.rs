use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_b, pk = b, sk = b)] //~ ERROR index `by_b` uses `b` twice
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    total: u64,
}

fn main() {}
