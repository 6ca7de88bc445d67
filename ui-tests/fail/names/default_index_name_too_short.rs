use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(b2, pk = b)] //~ ERROR "b2" is not an index name
struct Order {
    #[pk]
    a: String,
    b: String,
}

fn main() {}
