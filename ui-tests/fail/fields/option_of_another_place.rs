use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[dynamo(table = "x")] //~ ERROR `table` stands on the struct
    b: String,
}

fn main() {}
