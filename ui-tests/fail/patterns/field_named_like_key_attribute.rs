use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
struct Story {
    owner: String,
    #[dynamo(rename = "PK")] //~ ERROR is stored as `PK`
    other: String,
}

fn main() {}
