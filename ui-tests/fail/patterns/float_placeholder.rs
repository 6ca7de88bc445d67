use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run}")]
struct Story {
    owner: String,
    run: f64, //~ ERROR a key cannot be `f64`
}

fn main() {}
