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
struct AppItem { //~ ERROR `DynamoEntities` is for an enum with a table in each variant
    note: Note,
}

fn main() {}
