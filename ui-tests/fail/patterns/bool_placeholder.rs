use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run}")]
struct Story {
    owner: String,
    run: bool, //~ ERROR a key cannot be `bool`
}

fn main() {}
