//! What the library writes beside the fields: key patterns, entity tag, schema version, version. Here and nowhere else.

use std::time::SystemTime;

use aws_sdk_dynamodb::types::AttributeValue;

use super::key_values::{byte_length, in_item, rendered};
use crate::error::{EncodeError, Error, ErrorKind, KeyError, KeyProblem, Result};
use crate::key::{self, KeyRole};
use crate::request::{Presence, VersionCheck};
use crate::schema::{KeyAttribute, KeySource, Schema, Tag, Written};
use crate::value::Item;

/// Adds to an item what no field holds and does not depend on the call: key patterns, tag and schema version. Keys of fields are checked
/// on the way.
pub(crate) fn stamp(schema: &Schema, item: &mut Item) -> Result<()> {
    primary(schema, &schema.pk, item, KeyRole::Partition)?;
    if let Some(sk) = &schema.sk {
        primary(schema, sk, item, KeyRole::Sort)?;
    }
    for index in schema.indexes {
        index.pk.iter().try_for_each(|key| stamp_key(schema, key, item, KeyRole::Partition).map(drop))?;
        index.sk.iter().try_for_each(|key| stamp_key(schema, key, item, KeyRole::Sort).map(drop))?;
    }
    if let Some(Tag { attribute, value }) = schema.tag {
        item.insert(attribute.to_owned(), AttributeValue::S(value.to_owned()));
    }
    if let Some(version) = &schema.schema_version {
        item.insert(version.attribute.to_owned(), version.stored(schema));
    }
    Ok(())
}

fn primary(schema: &Schema, key: &KeyAttribute, item: &mut Item, role: KeyRole) -> Result<()> {
    match stamp_key(schema, key, item, role)? {
        true => Ok(()),
        false => Err(KeyError::new(key.name, None, KeyProblem::Missing).into()),
    }
}

/// Writes a key attribute that is a pattern, and checks one that is a field. Says whether there is a value.
fn stamp_key(schema: &Schema, key: &KeyAttribute, item: &mut Item, role: KeyRole) -> Result<bool> {
    if let KeySource::Field(number) = key.source {
        return check_field(schema, key, number, item, role);
    }
    let value = rendered(schema, key, &|number| Ok(in_item(schema, item, number)), role)?;
    Ok(match value {
        Some(value) => {
            item.insert(key.name.to_owned(), value);
            true
        }
        None => {
            item.remove(key.name);
            false
        }
    })
}

/// The field is in the item already: it is looked at where it is.
fn check_field(schema: &Schema, key: &KeyAttribute, number: usize, item: &Item, role: KeyRole) -> Result<bool> {
    let Some(value) = item.get(key.name) else { return Ok(false) };
    match byte_length(value) {
        Some(0) => {
            let field = schema.attributes[number].field;
            Err(KeyError::new(field, Some(String::new()), KeyProblem::Empty).into())
        }
        Some(bytes) => Ok(key::check_length(key.name, bytes, role).map(|()| true)?),
        None => Ok(true),
    }
}

/// The version that an item carries; 0 when it carries none.
///
/// # Errors
/// When it is no version.
pub(crate) fn current_version(schema: &Schema, item: &Item) -> Result<VersionCheck> {
    let Some(attribute) = schema.version else { return Ok(VersionCheck::None) };
    let version = match item.get(attribute) {
        None => Some(0),
        Some(AttributeValue::N(number)) => number.parse().ok(),
        Some(_) => None,
    };
    let unreadable = || Error::from(EncodeError::other("the version is no unsigned integer").at(attribute));
    version.map(VersionCheck::Is).ok_or_else(unreadable)
}

/// Completes an item that is about to be written: the next version, the time, then everything that does not depend on the call.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "pages")]
/// # struct WikiPage { #[pk] path: String, text: String, #[version] rev: u64 }
/// use std::time::SystemTime;
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::request::{Presence, VersionCheck};
/// use dynamo_core::table::{DynamoTable as _, stamp_put};
///
/// let mut item = WikiPage { path: "/".into(), text: "Hello".into(), rev: 3 }.to_item()?;
/// let expected = stamp_put(WikiPage::SCHEMA, &mut item, Presence::Any, SystemTime::now())?;
/// assert_eq!((expected, &item["rev"]), (VersionCheck::Is(3), &AttributeValue::N("4".into())));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
///
/// # Errors
/// When there is no next version, or a key cannot hold what it is made of.
pub fn stamp_put(schema: &Schema, item: &mut Item, presence: Presence, now: SystemTime) -> Result<VersionCheck> {
    let carried = current_version(schema, item)?;
    next_version(schema, item, carried)?;
    for timestamp in schema.timestamps {
        if timestamp.written == Written::Always || presence == Presence::Refused {
            match timestamp.at(now)? {
                Some(value) => drop(item.insert(timestamp.attribute.to_owned(), value)),
                None => drop(item.remove(timestamp.attribute)),
            }
        }
    }
    stamp(schema, item)?;
    // What must be absent has no version to check.
    Ok(if presence == Presence::Refused { VersionCheck::None } else { carried })
}

fn next_version(schema: &Schema, item: &mut Item, carried: VersionCheck) -> Result<()> {
    if let (Some(attribute), VersionCheck::Is(version)) = (schema.version, carried) {
        item.insert(attribute.to_owned(), AttributeValue::N(after(schema, attribute, version)?.to_string()));
    }
    Ok(())
}

/// The version after this one, if the field's type has it.
pub(super) fn after(schema: &Schema, attribute: &'static str, version: u64) -> Result<u64> {
    let next = version.checked_add(1).filter(|next| i128::from(*next) <= last_version(schema, attribute));
    next.ok_or_else(|| Error::new(ErrorKind::OutOfRange { attribute: attribute.to_owned() }))
}

/// The greatest version that the field's type has.
pub(super) fn last_version(schema: &Schema, attribute: &str) -> i128 {
    let range = schema.attribute(attribute).and_then(|attribute| attribute.shape.range);
    range.map_or(i128::from(u64::MAX), |(_, greatest)| greatest)
}
