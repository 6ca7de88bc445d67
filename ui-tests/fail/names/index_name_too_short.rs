use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_b, name = "b", pk = b)] //~ ERROR "b" is not an index name
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
