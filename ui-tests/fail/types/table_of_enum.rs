use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
enum Order { //~ ERROR is for structs; derive `DynamoEntities`
    A,
    B,
}

fn main() {}
