//! A table called `Result`, a value called `Option`, a document called `Vec`: the derived types themselves are shadows.

use dynamo_core::{DynamoDocument, DynamoEntities, DynamoTable, DynamoValue};

#[derive(Debug, Clone, PartialEq, DynamoValue)]
enum Option {
    Some,
    None,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Vec {
    ok: Option,
}

#[derive(DynamoTable)]
#[dynamo(table = "results")]
#[gsi(by_option, pk = option, keys_only)]
struct Result {
    #[pk]
    id: u64,
    option: Option,
    vec: Vec,
}

#[derive(DynamoEntities)]
enum Err {
    Ok(Result),
}
