use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
union Order { //~ ERROR `DynamoTable` is for structs
    a: u8,
    b: i8,
}

fn main() {}
