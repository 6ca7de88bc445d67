use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[lsi(by_total, sk = total)] //~ ERROR the table has no sort key
struct Order {
    #[pk]
    a: String,
    total: u64,
}

fn main() {}
