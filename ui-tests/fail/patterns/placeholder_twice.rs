use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("{run}#{run}")] //~ ERROR `{run}` stands twice in "{run}#{run}"
struct Story {
    owner: String,
    run: String,
}

fn main() {}
