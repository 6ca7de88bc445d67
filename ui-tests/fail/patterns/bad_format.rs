use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run:x}")] //~ ERROR `{run:x}` has an unknown format
struct Story {
    owner: String,
    run: u32,
}

fn main() {}
