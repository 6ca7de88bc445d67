//! What a read asks for beside the caller's own filter: rows of one kind, that have not expired.

use std::time::SystemTime;

use super::expired::Expired;
use super::sight::holds;
use crate::key::{Part, SortRange};
use crate::request::{Comparison, Condition, DocumentPath, Operand, not_expired};
use crate::schema::{KeyAttribute, KeySource};
use crate::table::{DynamoTable, Source};
use aws_sdk_dynamodb::types::AttributeValue;

/// What narrows a read beside the caller's filter.
pub(super) struct Narrowed {
    pub(super) filter: Option<Condition>,
    /// Whether expired rows are left out by the filter, and not behind it.
    pub(super) unexpired: bool,
}

/// A query is narrowed by its sort key and the entity tag, a scan by what both its keys begin with, too. A query's filter may not name
/// its own keys, and no filter what the index does not hold.
pub(super) fn narrowed<Ix: Source>(scans: bool, one_kind: bool, expired: Expired, now: SystemTime) -> Narrowed {
    let schema = Ix::Table::SCHEMA;
    let allowed = |name: &str| holds::<Ix>(name) && (scans || !is_key::<Ix>(name));
    let mut parts = Vec::new();
    if one_kind {
        if scans {
            parts.extend(std::iter::once(&schema.pk).chain(&schema.sk).filter_map(begins));
        }
        parts.extend(schema.tag.filter(|tag| allowed(tag.attribute)).map(|tag| {
            let value = Operand::Value(AttributeValue::S(tag.value.to_owned()));
            Condition::Compare(Comparison::Eq, Operand::Path(DocumentPath::root(tag.attribute)), value)
        }));
    }
    let hidden = schema.ttl.filter(|ttl| one_kind && expired == Expired::Hidden && allowed(ttl));
    parts.extend(hidden.and_then(|_| not_expired(schema, now)));
    Narrowed { filter: parts.into_iter().reduce(Condition::and), unexpired: hidden.is_some() }
}

/// Whether it is a key of what is queried.
fn is_key<Ix: Source>(name: &str) -> bool {
    let schema = Ix::Table::SCHEMA;
    match Ix::index() {
        None => std::iter::once(&schema.pk).chain(&schema.sk).any(|key| key.name == name),
        Some(index) => index.pk.iter().chain(index.sk).any(|key| key.name == name),
    }
}

/// What all keys of a pattern have in common.
fn begins(key: &'static KeyAttribute) -> Option<Condition> {
    let KeySource::Pattern(pattern) = key.source else { return None };
    let path = DocumentPath::root(key.name);
    let text = |text: &str| Operand::Value(AttributeValue::S(text.to_owned()));
    match pattern.parts {
        [Part::Literal(all)] => Some(Condition::Compare(Comparison::Eq, Operand::Path(path), text(all))),
        [Part::Literal(first), ..] => Some(Condition::BeginsWith(path, text(first))),
        _ => None,
    }
}

/// Whether no key can lie in what is asked for, so that there is nothing to send.
pub(super) fn is_empty<'r>(ranges: impl IntoIterator<Item = &'r SortRange>) -> bool {
    ranges.into_iter().any(|range| *range == SortRange::Nothing)
}
