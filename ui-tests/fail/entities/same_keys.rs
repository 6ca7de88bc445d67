use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("NOTE#{number}")]
struct Note {
    owner: String,
    number: String,
}

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{user}")]
#[sk("NOTE#{title}")]
struct Letter {
    user: String,
    title: String,
}

#[derive(DynamoEntities)]
enum AppItem {
    Note(Note),
    Letter(Letter), //~ ERROR can have the same key
}

fn main() {}
