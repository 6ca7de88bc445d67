use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("RUN#{run}")]
struct Story {
    owner: String,
    run: dynamo_core::Bytes, //~ ERROR cannot stand in a key pattern
}

fn main() {}
