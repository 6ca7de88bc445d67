use dynamo_core::{DynamoEntities, Item};

#[derive(DynamoEntities)]
enum AppItem { //~ ERROR `AppItem` has no entities; give it a variant for each kind
    #[entities(other)]
    Other(Item),
}

fn main() {}
