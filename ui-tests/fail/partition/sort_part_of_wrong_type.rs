use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("STORY#{story_id}#RUN#{run_id:010}")]
#[gsi(gsi1, pk = "ORG#{org}", sk = "{state}#{day}")]
#[gsi(gsi2, pk = "LIKES#{likes}", sk = "{number}")]
struct Story {
    owner: String,
    story_id: String,
    run_id: u32,
    org: String,
    state: String,
    day: String,
    likes: u32,
    number: u64,
}

fn case(db: &Db) {
    let range = Story::partition("u1");
    let _ = range.sk(|s| s.story_id("1").run_id("1")); //~ ERROR expected a value for an attribute of type `u32`, found `&str`
}

fn main() {}
