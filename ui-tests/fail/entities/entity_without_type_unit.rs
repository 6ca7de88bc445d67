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
    Note(Note),
    Nothing, //~ ERROR `Nothing` must hold exactly one table
}

fn main() {}
