use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("{day}:{run}")]
struct Story {
    owner: String,
    day: chrono::DateTime<chrono::Utc>, //~ ERROR `:` cannot delimit `{day}`: the text of
    run: String,
}

fn main() {}
