use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_paid, pk = paid)]
struct Order {
    #[pk]
    a: String,
    #[sk]
    b: String,
    paid: bool, //~ ERROR a key cannot be `bool`
}

fn main() {}
