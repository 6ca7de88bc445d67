use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("{day}:{run}")]
struct Story {
    owner: String,
    day: chrono::DateTime<chrono::Utc>, //~ ERROR always holds `:`
    run: String,
}

fn main() {}
