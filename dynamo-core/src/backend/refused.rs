use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{Error, ErrorKind};
use crate::request::{Presence, VersionCheck};
use crate::schema::Schema;
use crate::value::Item;

/// What a write expected to find, kept while the request is on its way.
#[derive(Debug, Clone, Copy)]
pub struct Expectation {
    /// What is known of the item.
    pub schema: &'static Schema,
    /// Whether it had to be there.
    pub presence: Presence,
    /// The version it had to have.
    pub version: VersionCheck,
}

/// Why a write was refused, told by the item that is there.
#[must_use]
pub fn refused(expected: Expectation, current: Option<Item>) -> Error {
    Error::new(reason(expected, current.as_ref())).with_current(current)
}

fn reason(expected: Expectation, current: Option<&Item>) -> ErrorKind {
    let Some(current) = current else {
        return match expected.presence {
            Presence::Required => ErrorKind::NotFound,
            Presence::Refused | Presence::Any => ErrorKind::ConditionFailed,
        };
    };
    if expected.presence == Presence::Refused {
        return ErrorKind::AlreadyExists;
    }
    version_conflict(expected, current).unwrap_or(ErrorKind::ConditionFailed)
}

fn version_conflict(expected: Expectation, current: &Item) -> Option<ErrorKind> {
    let (Some(attribute), VersionCheck::Is(wanted)) = (expected.schema.version, expected.version) else { return None };
    let found = match current.get(attribute) {
        Some(AttributeValue::N(text)) => text.parse().ok(),
        _ => None,
    };
    let differs = found.unwrap_or(0) != wanted || (wanted == 0 && current.contains_key(attribute));
    differs.then_some(ErrorKind::VersionConflict { expected: wanted, found })
}
