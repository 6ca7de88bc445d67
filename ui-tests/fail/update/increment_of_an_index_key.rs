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
    let update = db.update(Story::key("u1", "s1", 1));
    let _ = update.set(|o| o.likes().increment(1)); //~ ERROR this attribute stands in an index key's pattern
}

fn main() {}
