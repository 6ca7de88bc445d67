use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run}")]
struct Story {
    owner: String,
    #[dynamo(skip)] //~ ERROR `run` is a key, so it cannot be skipped
    run: String,
}

fn main() {}
