//! Values of keys as columns hold them.

use aws_sdk_dynamodb::types::AttributeValue;

use super::limits;
use super::statement::{Param, Statement};
use crate::error::{Error, Result};
use crate::schema::KeyDefinition;
use crate::value::Number;
use crate::value::key_kind::KeyType;

/// A value of a key attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum KeyValue {
    Text(String),
    /// In the one form that its value has.
    Number(String),
    Bytes(Vec<u8>),
}

impl KeyValue {
    /// A value of a key.
    pub(super) fn of(value: &AttributeValue, key: &KeyDefinition) -> Result<Self> {
        let value = Self::bound(value, key)?;
        if value.bytes().is_empty() {
            return Err(Error::invalid_request(format!("the key attribute `{}` is empty", key.name)));
        }
        Ok(value)
    }

    /// A value that keys are compared with.
    pub(super) fn bound(value: &AttributeValue, key: &KeyDefinition) -> Result<Self> {
        match (key.key_type, value) {
            (KeyType::Text, AttributeValue::S(text)) => {
                limits::check_text(text)?;
                Ok(Self::Text(text.clone()))
            }
            (KeyType::Number, AttributeValue::N(text)) => Ok(Self::Number(text.parse::<Number>()?.to_string())),
            (KeyType::Binary, AttributeValue::B(bytes)) => Ok(Self::Bytes(bytes.as_ref().to_vec())),
            _ => {
                let reason = format!("the key attribute `{}` is not of type {}", key.name, key.key_type.letter());
                Err(Error::invalid_request(reason))
            }
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) | Self::Number(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }

    /// Its place in a statement: `$1::numeric`.
    pub(super) fn bind(self, statement: &mut Statement) -> String {
        match self {
            Self::Text(text) => statement.bind(Param::Text(text)),
            Self::Number(text) => statement.bind(Param::Text(text)) + "::numeric",
            Self::Bytes(bytes) => statement.bind(Param::Bytes(bytes)),
        }
    }

    /// Many of one key, as one value.
    pub(super) fn array(values: Vec<Self>, key_type: KeyType) -> Param {
        match key_type {
            KeyType::Binary => Param::Blobs(values.iter().map(|value| value.bytes().to_vec()).collect()),
            KeyType::Text | KeyType::Number => Param::Texts(values.into_iter().map(Self::into_text).collect()),
        }
    }

    fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text),
            Self::Bytes(_) => None,
        }
    }
}

/// The type of a key's column.
pub(super) const fn sql_type(key_type: KeyType) -> &'static str {
    match key_type {
        KeyType::Text => "TEXT COLLATE \"C\"",
        KeyType::Number => "NUMERIC",
        KeyType::Binary => "BYTEA",
    }
}

/// What turns an element of an [array](KeyValue::array) into the column's type.
pub(super) const fn cast(key_type: KeyType) -> &'static str {
    match key_type {
        KeyType::Number => "::numeric",
        KeyType::Text | KeyType::Binary => "",
    }
}
