use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{Error, ErrorKind};
use crate::request::{Expectation, Presence, VersionCheck};
use crate::schema::SchemaVersion;
use crate::value::Item;

/// Why a write was refused, told by the item that is there.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// use dynamo_core::backend::refused;
///
/// let ada = User { id: "u1".into(), name: "Ada".into() };
/// let create = Db::offline().create(&ada).request()?;
/// let error = refused(create.expectation(), Some(ada.to_item()?));
/// assert!(error.is_already_exists());
/// assert_eq!(error.current::<User>()?, Some(ada));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[must_use]
pub fn refused(expected: Expectation, current: Option<Item>) -> Error {
    Error::new(reason(expected, current.as_ref())).with_current(current)
}

fn reason(expected: Expectation, current: Option<&Item>) -> ErrorKind {
    match (expected.presence, current) {
        (Presence::Required, None) => ErrorKind::NotFound,
        (Presence::Required, Some(current)) if expected.is_expired(current) => ErrorKind::NotFound,
        (Presence::Refused, Some(current)) if !expected.is_expired(current) => ErrorKind::AlreadyExists,
        (_, Some(current)) => version_conflict(expected, current)
            .or_else(|| outdated(expected, current))
            .unwrap_or(ErrorKind::ConditionFailed),
        (_, None) => ErrorKind::ConditionFailed,
    }
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

fn outdated(expected: Expectation, current: &Item) -> Option<ErrorKind> {
    let (attribute, wanted) = expected.schema_version.filter(|_| !expected.is_expired(current))?;
    match SchemaVersion::number(attribute, current.get(attribute)) {
        Ok(found) => (found != wanted).then_some(ErrorKind::Outdated { found, current: wanted }),
        Err(error) => Some(ErrorKind::Decode(error)),
    }
}
