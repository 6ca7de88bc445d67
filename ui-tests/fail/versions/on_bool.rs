use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    a: String,
    #[schema_version]
    v: bool, //~ ERROR `bool` cannot be a schema version
}

fn main() {}
