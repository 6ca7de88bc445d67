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
#[pk("USER#{owner}")]
#[sk("PROFILE")]
struct Profile {
    owner: String,
}

#[derive(DynamoEntities)]
enum AppItem {
    Both(Note, Profile), //~ ERROR `Both` must hold exactly one table
}

fn main() {}
