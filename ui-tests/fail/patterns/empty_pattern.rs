use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("")] //~ ERROR a key pattern cannot be empty
struct Story {
    owner: String,
}

fn main() {}
