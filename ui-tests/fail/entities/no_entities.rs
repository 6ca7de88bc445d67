use dynamo_core::prelude::*;

#[derive(DynamoEntities)]
enum AppItem { //~ ERROR `AppItem` has no entities; give it a variant for each kind
    #[entities(other)]
    Other(Item),
}

fn main() {}
