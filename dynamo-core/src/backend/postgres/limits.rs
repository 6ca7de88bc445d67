//! What PostgreSQL cannot hold, and what DynamoDB would refuse of an item: found before anything is sent.

use aws_sdk_dynamodb::types::AttributeValue;

use super::CAPABILITIES;
use super::column::KeyValue;
use crate::backend::Feature;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::TableDefinition;
use crate::value::Item;

/// An entry of an index has room for 2,704 bytes, with what PostgreSQL and the row's identity need of it.
const MAX_KEYS: usize = 2_600;

pub(super) fn lacks(feature: Feature) -> Error {
    Error::new(unsupported(feature))
}

pub(super) fn unsupported(feature: Feature) -> ErrorKind {
    ErrorKind::Unsupported { feature: feature.name(), backend: CAPABILITIES.backend }
}

/// Refuses a name that DynamoDB would not take for a table.
pub(super) fn check_name(name: &str) -> Result<()> {
    let is_known = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    if (3..=255).contains(&name.len()) && name.bytes().all(is_known) {
        return Ok(());
    }
    let reason = format!("{name:?} is no name of a table: it takes 3 to 255 of a-z, A-Z, 0-9, `_`, `-` and `.`");
    Err(Error::invalid_request(reason))
}

/// Refuses a text that PostgreSQL cannot hold.
pub(super) fn check_text(text: &str) -> Result<()> {
    if text.contains('\0') { Err(lacks(Feature::NulInText)) } else { Ok(()) }
}

/// Refuses keys that are too long together.
pub(super) fn check_length<'k>(keys: impl IntoIterator<Item = &'k KeyValue>) -> Result<()> {
    let bytes: usize = keys.into_iter().map(|key| key.bytes().len()).sum();
    if bytes > MAX_KEYS { Err(lacks(Feature::LongKeys)) } else { Ok(()) }
}

/// Refuses an item that the table or one of its indexes cannot hold.
pub(super) fn check_item(definition: &TableDefinition, item: &Item) -> Result<()> {
    for (name, value) in item {
        check_text(name)?;
        check_value(value)?;
    }
    for index in &definition.indexes {
        let mut values = Vec::new();
        for key in index.pk.iter().chain(&index.sk) {
            values.extend(item.get(&key.name).map(|value| KeyValue::of(value, key)).transpose()?);
        }
        if values.len() == index.pk.len() + index.sk.len() {
            check_length(&values)?;
        }
    }
    Ok(())
}

fn check_value(value: &AttributeValue) -> Result<()> {
    match value {
        AttributeValue::S(text) => check_text(text),
        AttributeValue::Ss(texts) => texts.iter().try_for_each(|text| check_text(text)),
        AttributeValue::L(values) => values.iter().try_for_each(check_value),
        AttributeValue::M(members) => members.iter().try_for_each(|(name, value)| {
            check_text(name)?;
            check_value(value)
        }),
        _ => Ok(()),
    }
}
