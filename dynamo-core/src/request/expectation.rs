use aws_sdk_dynamodb::types::AttributeValue;

use super::{Comparison, Condition, DocumentPath, Operand};
use crate::schema::Schema;

/// What a write expects of the version of the item that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionCheck {
    /// Nothing: the type has no version, or the caller said so.
    None,
    /// This one; 0 means that there is none.
    Is(u64),
}

/// What a write expects to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// An item (`update`).
    Required,
    /// No item (`create`).
    Refused,
    /// Either (`put`, `upsert`, `delete`).
    Any,
}

/// What a write expects, all in one condition: presence, then version, then what the caller asked for.
#[must_use]
pub fn expected(
    schema: &Schema,
    presence: Presence,
    version: VersionCheck,
    condition: Option<Condition>,
) -> Option<Condition> {
    let pk = || DocumentPath::root(schema.pk.name);
    let presence = match presence {
        Presence::Required => Some(Condition::Exists(pk())),
        Presence::Refused => Some(Condition::NotExists(pk())),
        Presence::Any => None,
    };
    let parts = presence.into_iter().chain(version_condition(schema, version)).chain(condition);
    parts.reduce(Condition::and)
}

fn version_condition(schema: &Schema, version: VersionCheck) -> Option<Condition> {
    let (Some(attribute), VersionCheck::Is(version)) = (schema.version, version) else { return None };
    let path = DocumentPath::root(attribute);
    Some(match version {
        0 => Condition::NotExists(path),
        _ => {
            let number = AttributeValue::N(version.to_string());
            Condition::Compare(Comparison::Eq, Operand::Path(path), Operand::Value(number))
        }
    })
}
