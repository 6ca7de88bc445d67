use std::borrow::Cow;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use super::json::JsonValue;
use super::{Elements, Entries, Tag};
use crate::error::{DecodeError, Found};
use crate::value::Stored;

/// A stored value that is about to be read.
///
/// Its methods consume it. A value of [`Entries`] or [`Elements`] is read where it stands; one that is not read, or not
/// to its end, is skipped by the next `next()`.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::value::Value;
///
/// let stored = AttributeValue::N("1.5".into());
/// assert_eq!(Value::from(&stored).number()?, "1.5");
/// let error = Value::from(&stored).text().unwrap_err();
/// assert_eq!(error.to_string(), "expected text (S), found N");
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct Value<'a>(Source<'a>);

enum Source<'a> {
    Tree(Cow<'a, AttributeValue>),
    Json(JsonValue<'a>),
}

impl<'a> Value<'a> {
    pub(super) const fn json(value: JsonValue<'a>) -> Self {
        Self(Source::Json(value))
    }

    pub(super) const fn tree(value: Cow<'a, AttributeValue>) -> Self {
        Self(Source::Tree(value))
    }

    fn tag(&self) -> Option<Tag> {
        match &self.0 {
            Source::Tree(value) => Tag::of(value),
            Source::Json(value) => Some(value.tag),
        }
    }

    /// How the value is stored: `S`, `NULL`, ….
    #[must_use]
    pub fn stored(&self) -> &'static str {
        self.tag().map_or("a type unknown to this version of the SDK", Tag::name)
    }

    /// Whether it is `NULL`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.tag() == Some(Tag::Null)
    }

    /// The error for a value that is stored otherwise than `expected` says.
    #[must_use]
    pub fn mismatch(&self, expected: impl Into<Cow<'static, str>>) -> DecodeError {
        DecodeError::new(expected, Found::Type(self.stored()))
    }

    /// Text.
    ///
    /// # Errors
    /// When it is stored otherwise.
    pub fn text(self) -> Result<Cow<'a, str>, DecodeError> {
        match self.0 {
            Source::Json(value) if value.tag == Tag::S => value.text(),
            Source::Tree(Cow::Owned(AttributeValue::S(text))) => Ok(Cow::Owned(text)),
            Source::Tree(Cow::Borrowed(AttributeValue::S(text))) => Ok(Cow::Borrowed(text)),
            other => Err(Self(other).mismatch(Stored::S.expected())),
        }
    }

    /// The exact text of a number.
    ///
    /// # Errors
    /// When it is stored otherwise.
    pub fn number(self) -> Result<Cow<'a, str>, DecodeError> {
        match self.0 {
            Source::Json(value) if value.tag == Tag::N => value.number(),
            Source::Tree(Cow::Owned(AttributeValue::N(text))) => Ok(Cow::Owned(text)),
            Source::Tree(Cow::Borrowed(AttributeValue::N(text))) => Ok(Cow::Borrowed(text)),
            other => Err(Self(other).mismatch(Stored::N.expected())),
        }
    }

    /// Bytes.
    ///
    /// # Errors
    /// When it is stored otherwise.
    pub fn binary(self) -> Result<Cow<'a, [u8]>, DecodeError> {
        match self.0 {
            Source::Json(value) if value.tag == Tag::B => value.binary().map(Cow::Owned),
            Source::Tree(Cow::Owned(AttributeValue::B(bytes))) => Ok(Cow::Owned(bytes.into_inner())),
            Source::Tree(Cow::Borrowed(AttributeValue::B(bytes))) => Ok(Cow::Borrowed(bytes.as_ref())),
            other => Err(Self(other).mismatch(Stored::B.expected())),
        }
    }

    /// A boolean.
    ///
    /// # Errors
    /// When it is stored otherwise.
    pub fn boolean(self) -> Result<bool, DecodeError> {
        match self.0 {
            Source::Json(value) if value.tag == Tag::Bool => value.boolean(),
            Source::Tree(Cow::Owned(AttributeValue::Bool(value)) | Cow::Borrowed(&AttributeValue::Bool(value))) => {
                Ok(value)
            }
            other => Err(Self(other).mismatch(Stored::Bool.expected())),
        }
    }

    /// The elements of a list.
    ///
    /// # Errors
    /// When it is stored otherwise.
    pub fn list(self) -> Result<Elements<'a>, DecodeError> {
        self.elements(Tag::L, Stored::L)
    }

    /// The members of a set of text, each of them text.
    ///
    /// # Errors
    /// When it is stored otherwise.
    pub fn text_set(self) -> Result<Elements<'a>, DecodeError> {
        self.elements(Tag::Ss, Stored::Ss)
    }

    /// The members of a set of numbers, each of them a number.
    ///
    /// # Errors
    /// When it is stored otherwise.
    pub fn number_set(self) -> Result<Elements<'a>, DecodeError> {
        self.elements(Tag::Ns, Stored::Ns)
    }

    /// The members of a set of bytes, each of them bytes.
    ///
    /// # Errors
    /// When it is stored otherwise.
    pub fn binary_set(self) -> Result<Elements<'a>, DecodeError> {
        self.elements(Tag::Bs, Stored::Bs)
    }

    fn elements(self, tag: Tag, stored: Stored) -> Result<Elements<'a>, DecodeError> {
        if self.tag() != Some(tag) {
            return Err(self.mismatch(stored.expected()));
        }
        match self.0 {
            Source::Json(value) => Ok(Elements::json(value.reader, value.members()?)),
            Source::Tree(Cow::Owned(value)) => Ok(Elements::owned(value)),
            Source::Tree(Cow::Borrowed(value)) => Ok(Elements::borrowed(value)),
        }
    }

    /// The members of a map.
    ///
    /// # Errors
    /// When it is stored otherwise.
    pub fn map(self) -> Result<Entries<'a>, DecodeError> {
        match self.0 {
            Source::Json(value) if value.tag == Tag::M => Ok(Entries::json(value.reader, value.members()?)),
            Source::Tree(Cow::Owned(AttributeValue::M(members))) => Ok(Entries::from_map(members)),
            Source::Tree(Cow::Borrowed(AttributeValue::M(members))) => Ok(Entries::from_item(members)),
            other => Err(Self(other).mismatch(Stored::M.expected())),
        }
    }

    /// Reads past the value.
    ///
    /// # Errors
    /// When it is malformed JSON.
    pub fn skip(self) -> Result<(), DecodeError> {
        match self.0 {
            Source::Json(value) => value.skip(),
            Source::Tree(_) => Ok(()),
        }
    }

    /// The whole value as the SDK's type.
    ///
    /// # Errors
    /// When it is malformed JSON.
    pub fn into_attribute_value(self) -> Result<AttributeValue, DecodeError> {
        match self.0 {
            Source::Tree(value) => Ok(value.into_owned()),
            Source::Json(value) => json_tree(value),
        }
    }
}

impl From<AttributeValue> for Value<'_> {
    fn from(value: AttributeValue) -> Self {
        Self::tree(Cow::Owned(value))
    }
}

impl<'a> From<&'a AttributeValue> for Value<'a> {
    fn from(value: &'a AttributeValue) -> Self {
        Self::tree(Cow::Borrowed(value))
    }
}

fn json_tree(value: JsonValue<'_>) -> Result<AttributeValue, DecodeError> {
    Ok(match value.tag {
        Tag::S => AttributeValue::S(value.text()?.into_owned()),
        Tag::N => AttributeValue::N(value.number()?.into_owned()),
        Tag::B => AttributeValue::B(Blob::new(value.binary()?)),
        Tag::Bool => AttributeValue::Bool(value.boolean()?),
        Tag::Null => AttributeValue::Null(value.null()?),
        Tag::Ss => AttributeValue::Ss(elements(value, |member| Ok(member.text()?.into_owned()))?),
        Tag::Ns => AttributeValue::Ns(elements(value, |member| Ok(member.number()?.into_owned()))?),
        Tag::Bs => AttributeValue::Bs(elements(value, |member| Ok(Blob::new(member.binary()?)))?),
        Tag::L => AttributeValue::L(elements(value, json_tree)?),
        Tag::M => AttributeValue::M(Entries::json(value.reader, value.members()?).into_map()?),
    })
}

fn elements<T>(
    value: JsonValue<'_>,
    read: impl Fn(JsonValue<'_>) -> Result<T, DecodeError>,
) -> Result<Vec<T>, DecodeError> {
    let mut members = value.members()?;
    let mut elements = Vec::new();
    while let Some(element) = members.element(value.reader)? {
        let element = read(element).map_err(|error| error.at(&format!("[{}]", elements.len())))?;
        elements.push(element);
    }
    Ok(elements)
}
