use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run:10}")] //~ ERROR `{run:10}` has an unknown format
struct Story {
    owner: String,
    run: u32,
}

fn main() {}
