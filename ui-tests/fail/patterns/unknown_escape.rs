use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "app", key_escape = "percnt")] //~ ERROR unknown `key_escape` "percnt"; did you mean "percent"?
#[pk("USER#{owner}")]
struct Story {
    owner: String,
}

fn main() {}
