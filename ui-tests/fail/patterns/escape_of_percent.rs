use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app", key_escape = "percent")] //~ ERROR with `key_escape` a delimiter is `#` or `$`, but "STORY%{story}" is delimited by `%`
#[pk("USER#{owner}")]
#[sk("STORY%{story}")]
struct Story {
    owner: String,
    story: String,
}

fn main() {}
