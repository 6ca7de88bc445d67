//! Field names that generated code may use itself: as types, parameters, methods or locals.

use dynamo_core::{DynamoDocument, DynamoTable};

#[derive(DynamoTable)]
#[dynamo(table = "names")]
#[gsi(by_bool, pk = bool, sk = str, include(u64, item))]
#[gsi(by_key, pk = (key, name), sk = (value, self_))]
#[lsi(by_b, sk = b)]
struct Names {
    #[pk]
    key: String,
    #[sk]
    name: String,
    bool: String,
    str: String,
    u64: u64,
    self_: String,
    b: String,
    item: Option<String>,
    items: String,
    entries: Vec<String>,
    entry: String,
    value: String,
    values: String,
    error: Option<String>,
    fields: String,
    scope: String,
    schema: String,
    partition: String,
    primary_key: String,
    to_item: String,
    from_item: String,
    pk: String,
    sk: String,
    table: String,
    index: String,
    path: String,
    attr: String,
    set: String,
    remove: String,
    f: String,
    o: String,
    i: String,
    __private: String,
    _unused: String,
    dynamo_core: String,
    std: String,
    core: String,
    usize: u64,
    char: String,
    i32: i32,
    f64: f64,
}

#[derive(DynamoDocument)]
struct Nested {
    key: String,
    bool: bool,
    item: String,
    entries: String,
    value: String,
    error: String,
    at: String,
    set: String,
    eq: String,
    size: String,
    u64: u64,
    str: String,
    exists: bool,
}

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("{key}#{value}")]
#[sk("{str}#{u64:020}")]
#[gsi(gsi1, pk = "{bool}", sk = "{item}")]
struct Pattern {
    key: String,
    value: String,
    str: String,
    u64: u64,
    bool: String,
    item: String,
}
