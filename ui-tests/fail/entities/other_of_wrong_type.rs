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
    #[entities(other)]
    Rest(String), //~ ERROR need the type `Item`, and this is `String`
}

fn main() {}
