//! Fields: names, roles and options that do not go together.

use std::fmt::Display;

use proc_macro2::TokenStream;

use super::listed;

pub(crate) fn conflicting_options(first: &str, second: &str, because: &str) -> String {
    format!("`{first}` and `{second}` cannot stand together: {because}")
}

pub(crate) fn skipped_by_serde(field: &str, word: &str) -> String {
    format!(
        "serde skips `{field}`, and so does the table, which makes `{word}` void; say `#[dynamo(store)]` to store it"
    )
}

pub(crate) fn serde_skips_one_way(word: &dyn Display, field: &str) -> String {
    format!("`{word}` leaves open whether `{field}` is in the table: say `#[dynamo(skip)]` or `#[dynamo(store)]`")
}

pub(crate) fn empty_name() -> String {
    "an attribute name cannot be empty; give one or remove the `rename`".into()
}

pub(crate) fn two_flattened(first: &str) -> String {
    format!("one field takes all other attributes, and `{first}` already does; remove one `flatten`")
}

pub(crate) fn two_of_a_kind(role: &str, first: &str) -> String {
    format!("a table has one {role}, and `{first}` already is it")
}

pub(crate) fn ttl_in_millis() -> String {
    "DynamoDB reads a TTL in seconds; remove `number = \"millis\"`".into()
}

pub(crate) fn unknown_unit(unit: &str) -> String {
    format!("unknown unit \"{unit}\"; a number counts \"seconds\" or \"millis\"")
}

pub(crate) fn same_attribute_name(name: &str, first: &str, second: &str) -> String {
    format!("two fields are stored as `{name}`: `{first}` and `{second}`; rename one of them")
}

pub(crate) fn wants_schema_version() -> String {
    "a schema version is a number of 1 or more: `#[schema_version(3, upgrade(1 => f, 2 => g))]`".into()
}

pub(crate) fn wants_upgrade(step: &TokenStream) -> String {
    let text = step.to_string();
    format!("`{text}` is no upgrade; write the old version and a function: `1 => f`")
}

pub(crate) fn schema_version_without_field() -> String {
    "no field holds the schema version; put `#[schema_version]` on an integer field too".into()
}

pub(crate) fn schema_version_zero() -> String {
    "schema versions start at 1".into()
}

pub(crate) fn upgrade_out_of_range(from: u32, number: u32) -> String {
    format!("an upgrade from {from} leads nowhere: this is version {number}, and versions start at 1")
}

pub(crate) fn upgrade_twice(from: u32) -> String {
    format!("there are two upgrades from version {from}; remove one of them")
}

pub(crate) fn upgrade_gap(number: u32, missing: &[u32]) -> String {
    let needed = match number - 1 {
        1 => "1".to_owned(),
        2 => "1 and 2".to_owned(),
        last => format!("1 to {last}"),
    };
    let (shown, more) = missing.split_at(missing.len().min(3));
    let shown: Vec<String> = shown.iter().map(u32::to_string).collect();
    let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    let (list, verb) = match (shown.len(), more.is_empty()) {
        (1, true) => (listed(&shown, "and"), "is"),
        (_, true) => (listed(&shown, "and"), "are"),
        (_, false) => (format!("{}, …", listed(&shown, "and")), "are"),
    };
    let list = list.replace('`', "");
    format!("version {number} needs upgrades from {needed}; {list} {verb} missing")
}

pub(crate) fn entity_attribute_taken(attr: &str, holder: &str) -> String {
    format!("the entity tag is stored as `{attr}`, and so is `{holder}`; choose another `entity_attr`")
}
