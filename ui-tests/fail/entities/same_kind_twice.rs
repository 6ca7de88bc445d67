use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("NOTE#{number}")]
struct Note {
    owner: String,
    number: String,
}

#[derive(DynamoEntities)]
enum AppItem {
    First(Note),
    Second(Note), //~ ERROR can have the same key
}

fn main() {}
