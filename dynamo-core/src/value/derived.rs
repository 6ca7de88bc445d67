//! What derived implementations of [`Attribute`] call.

use std::fmt::Display;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Attribute, Entries, ItemWriter, JsonSink, Value};
use crate::error::{DecodeError, EncodeError, Found, Unstorable};

/// A table's way into an item, and a document's into a map.
pub trait WriteFields {
    /// Writes every member.
    fn write(&self, item: &mut ItemWriter);
}

/// Something a stored item, or a part of one, is read into.
pub trait Row: Sized {
    /// Reads the entries of an item.
    ///
    /// # Errors
    /// When a stored value does not fit its type, or a required one is absent.
    fn read(entries: &mut Entries<'_>) -> Result<Self, DecodeError>;
}

/// A document as a map.
///
/// # Errors
/// When a member cannot be stored.
pub fn encode_document<D: WriteFields>(document: &D) -> Result<Option<AttributeValue>, EncodeError> {
    let mut members = ItemWriter::default();
    document.write(&mut members);
    Ok(Some(AttributeValue::M(members.finish()?)))
}

/// A document as DynamoDB JSON.
///
/// # Errors
/// As [`encode_document`].
pub fn write_document<D: WriteFields>(document: &D, sink: &mut JsonSink) -> Result<(), EncodeError> {
    sink.map(|sink| {
        let mut members = ItemWriter::into_json(sink.take());
        document.write(&mut members);
        *sink = members.finish_json()?;
        Ok(())
    })
}

/// A document out of a map.
///
/// # Errors
/// When a member does not fit.
pub fn decode_document<D: Row>(value: Value<'_>) -> Result<D, DecodeError> {
    let mut entries: Entries<'_> = value.map()?;
    D::read(&mut entries)
}

/// A variant's text.
///
/// # Errors
/// Never; the signature is that of [`Attribute::encode`].
pub fn encode_text(text: &str) -> Result<Option<AttributeValue>, EncodeError> {
    Ok(Some(AttributeValue::S(text.to_owned())))
}

/// The variant of a text.
///
/// # Errors
/// When there is none; the error lists those there are.
pub fn decode_text<T>(
    value: Value<'_>,
    variant: impl FnOnce(&str) -> Option<T>,
    variants: &[&str],
) -> Result<T, DecodeError> {
    let text = value.text()?;
    variant(&text).ok_or_else(|| {
        let known: Vec<_> = variants.iter().map(|name| format!("{name:?}")).collect();
        DecodeError::new(format!("one of {}", known.join(", ")), Found::quoted(&text))
    })
}

/// A default as it would be stored, for what reads parts of an item.
pub fn default_of<V: Attribute>(value: &V::Value) -> Option<AttributeValue> {
    V::encode(value).ok().flatten()
}

/// The error for a number that no variant has.
#[must_use]
pub fn unknown_number(expected: &'static str, number: i64) -> DecodeError {
    DecodeError::new(expected, Found::Value(number.to_string()))
}

/// The result of a `try_from` conversion after reading.
///
/// # Errors
/// What the conversion said.
pub fn converted<T, E: Display>(result: Result<T, E>) -> Result<T, DecodeError> {
    result.map_err(|error| DecodeError::new("a value that its type accepts", Found::Value(error.to_string())))
}

/// What a `validate` function said against an item, before it is written or after it was read.
#[derive(Debug)]
pub struct Invalid {
    /// The type.
    of: &'static str,
    reason: String,
}

impl From<Invalid> for EncodeError {
    fn from(invalid: Invalid) -> Self {
        Self::other(format!("no valid `{}`: {}", invalid.of, invalid.reason))
    }
}

impl From<Invalid> for DecodeError {
    fn from(invalid: Invalid) -> Self {
        Self::new(format!("a valid `{}`", invalid.of), Found::Value(invalid.reason))
    }
}

/// Asks a `validate` function.
///
/// # Errors
/// What the function said.
pub fn check<T, E: Display>(function: fn(&T) -> Result<(), E>, item: &T) -> Result<(), Invalid> {
    function(item).map_err(|error| {
        let path = std::any::type_name::<T>();
        let of = path.rsplit("::").next().unwrap_or(path);
        Invalid { of, reason: error.to_string() }
    })
}

/// Asks the function of a `computed` field.
pub fn computed<T, V>(function: fn(&T) -> V, item: &T) -> V {
    function(item)
}

/// The error for an absent attribute of a type that needs it.
#[must_use]
pub fn absent<V: Attribute>() -> DecodeError {
    DecodeError::new(V::SHAPE.stored.expected(), Found::Nothing)
}

/// A set of elements that are stored as text, numbers or bytes.
///
/// # Errors
/// When there are none: DynamoDB has no empty sets.
pub(crate) fn set_of(elements: &[AttributeValue]) -> Result<AttributeValue, EncodeError> {
    let Some(first) = elements.first() else { return Err(EncodeError::new(Unstorable::EmptySet)) };
    let set = match first {
        AttributeValue::S(_) => all(elements, AttributeValue::as_s).map(AttributeValue::Ss),
        AttributeValue::N(_) => all(elements, AttributeValue::as_n).map(AttributeValue::Ns),
        AttributeValue::B(_) => all(elements, AttributeValue::as_b).map(AttributeValue::Bs),
        _ => None,
    };
    set.ok_or_else(|| EncodeError::other("the elements of a set are all text, all numbers or all bytes"))
}

/// The elements, if all are of one type.
fn all<T: Clone + PartialEq>(
    elements: &[AttributeValue],
    of: fn(&AttributeValue) -> Result<&T, &AttributeValue>,
) -> Option<Vec<T>> {
    let mut distinct: Vec<T> = Vec::with_capacity(elements.len());
    for element in elements {
        let element = of(element).ok()?;
        // DynamoDB refuses a set that names an element twice.
        if !distinct.contains(element) {
            distinct.push(element.clone());
        }
    }
    Some(distinct)
}
