use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run")] //~ ERROR is not closed in "RUN#{run"
struct Story {
    owner: String,
    run: String,
}

fn main() {}
