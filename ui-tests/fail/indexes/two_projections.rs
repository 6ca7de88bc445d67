use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_b, pk = b, keys_only, include(total))] //~ ERROR has one projection
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    total: u64,
}

fn main() {}
