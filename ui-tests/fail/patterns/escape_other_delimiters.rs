use dynamo_core::DynamoTable;

#[derive(DynamoTable)]
#[dynamo(table = "app", key_escape = "percent")] //~ ERROR `key_escape` covers `#`, `$` and `%`
#[pk("USER#{owner}")]
#[sk("STORY/{story}")]
struct Story {
    owner: String,
    story: String,
}

fn main() {}
