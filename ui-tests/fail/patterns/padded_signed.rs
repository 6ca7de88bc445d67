use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run:010}")]
struct Story {
    owner: String,
    run: i64, //~ ERROR `i64` cannot be zero-padded
}

fn main() {}
