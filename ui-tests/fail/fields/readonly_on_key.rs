use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[sk]
    #[dynamo(readonly)] //~ ERROR `b` is a key, so it is `readonly` already
    b: String,
}

fn main() {}
