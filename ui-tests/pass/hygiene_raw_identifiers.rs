//! Keywords as field names, and a keyword as the table's.
#![allow(non_camel_case_types, reason = "the names are keywords")]

use dynamo_core::{DynamoDocument, DynamoTable, DynamoValue, Projection};

#[derive(Debug, Clone, PartialEq, DynamoValue)]
enum r#enum {
    r#Type,
    r#match,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Inner {
    r#loop: String,
    r#fn: u64,
}

#[derive(DynamoTable)]
#[dynamo(table = "raw")]
#[gsi(by_type, pk = r#type, sk = r#fn, include(r#where))]
#[gsi(r#async, name = "async-index", pk = r#match, keys_only)]
struct r#struct {
    #[pk]
    r#match: String,
    #[sk]
    r#fn: u64,
    r#type: r#enum,
    r#where: Option<String>,
    r#impl: Inner,
    r#ref: bool,
}

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("TYPE#{type}")]
#[sk("FN#{fn:05}")]
struct Pattern {
    r#type: String,
    #[dynamo(narrow)]
    r#fn: u32,
}

#[derive(Projection)]
#[projection(r#struct::by_type)]
struct Row {
    r#where: Option<String>,
}
