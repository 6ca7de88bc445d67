use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run}")]
struct Story {
    owner: String,
    run: Option<String>, //~ ERROR a key cannot be `Option<String>`
}

fn main() {}
