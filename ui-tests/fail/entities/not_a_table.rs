use dynamo_core::prelude::*;

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("NOTE#{number}")]
struct Note {
    owner: String,
    number: String,
}

struct Plain;

#[derive(DynamoEntities)]
enum AppItem {
    Note(Note),
    Plain(Plain), //~ ERROR `Plain` is not a table
}

fn main() {}
