use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[schema_version] //~ ERROR a schema version on an integer field needs its number
    v: u32,
}

fn main() {}
