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
    Rest(Item),
    #[entities(other)] //~ ERROR one variant takes all other items, and `Rest` already does
    More(Item),
}

fn main() {}
