//! Schema versions of stored items.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{DecodeError, Error, ErrorKind, Found, Result};
use crate::schema::{Numbered, Schema, SchemaVersion, Step};
use crate::value::{Item, RawRow, Row, Value};

/// The item in the type's own version: an older one is taken through the upgrades, a newer one is refused.
///
/// # Errors
/// When the version is newer than the type's, is no number, or an upgrade fails.
pub fn upgraded(schema: &Schema, item: Item) -> Result<Item> {
    let Some(SchemaVersion { attribute, numbered: Some(numbered) }) = schema.schema_version else {
        return Ok(item);
    };
    let found = number(attribute, item.get(attribute))?;
    if found > numbered.current {
        return Err(Error::new(ErrorKind::Outdated { found, current: numbered.current }));
    }
    let mut item = steps(&numbered, found).try_fold(item, |item, step| step(item))?;
    item.insert(attribute.to_owned(), AttributeValue::N(numbered.current.to_string()));
    Ok(item)
}

/// Reads a row, upgraded first if it is of an older version.
///
/// # Errors
/// As [`upgraded`], and when a stored value does not fit its type or a required one is absent.
pub fn read<R: Row>(schema: &Schema, row: RawRow<'_>) -> Result<R> {
    let Some(SchemaVersion { attribute, numbered: Some(numbered) }) = schema.schema_version else {
        return Ok(R::read(&mut row.entries()?)?);
    };
    if number(attribute, row.attribute(attribute)?.as_ref())? == numbered.current {
        return Ok(R::read(&mut row.entries()?)?);
    }
    let item = upgraded(schema, row.into_item()?)?;
    Ok(R::read(&mut crate::value::Entries::from_map(item))?)
}

/// The upgrades from a version on, in order.
fn steps(numbered: &Numbered, found: u32) -> impl Iterator<Item = Step> {
    numbered.upgrades.iter().filter(move |(from, _)| *from >= found).map(|(_, step)| *step)
}

/// The version an item carries; items from before there were versions are of version 1.
fn number(attribute: &str, value: Option<&AttributeValue>) -> Result<u32> {
    let expected = "a schema version (N)";
    match value {
        None => Ok(1),
        Some(AttributeValue::N(text)) => {
            let unread = |_| DecodeError::new(expected, Found::Value(text.clone())).at(attribute);
            Ok(text.parse().map_err(unread)?)
        }
        Some(other) => Err(Value::from(other).mismatch(expected).at(attribute).into()),
    }
}
