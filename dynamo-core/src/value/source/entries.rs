use std::borrow::Cow;
use std::collections::{HashMap, hash_map};

use aws_sdk_dynamodb::types::AttributeValue;

use super::Value;
use super::json::JsonMembers;
use crate::error::DecodeError;
use crate::value::Item;
use crate::value::json::{Format, Reader};

/// The attributes of an item, or the members of a stored map, in the order they come.
///
/// ```
/// # use dynamo_core::value::Entries;
/// let mut entries = Entries::from_dynamo_json(br#"{"name":{"S":"Ada"},"age":{"N":"36"}}"#)?;
/// while let Some((name, value)) = entries.next()? {
///     match &*name {
///         "name" => assert_eq!(value.text()?, "Ada"),
///         _ => value.skip()?,
///     }
/// }
/// # Ok::<(), dynamo_core::error::DecodeError>(())
/// ```
pub struct Entries<'a>(Source<'a>);

enum Source<'a> {
    Owned(hash_map::IntoIter<String, AttributeValue>),
    Borrowed(hash_map::Iter<'a, String, AttributeValue>),
    /// An item, whose text ends where it does.
    Text(Reader<'a>, JsonMembers),
    Json(&'a Reader<'a>, JsonMembers),
}

impl<'a> Entries<'a> {
    pub(super) const fn json(reader: &'a Reader<'a>, members: JsonMembers) -> Self {
        Self(Source::Json(reader, members))
    }

    /// An item that may be taken apart.
    #[must_use]
    pub fn from_map(item: Item) -> Self {
        Self(Source::Owned(item.into_iter()))
    }

    /// An item that stays as it is.
    #[must_use]
    pub fn from_item(item: &'a Item) -> Self {
        Self(Source::Borrowed(item.iter()))
    }

    /// An item in DynamoDB JSON. Anything but white space behind it is an error.
    ///
    /// # Errors
    /// When the bytes are no JSON object.
    pub fn from_dynamo_json(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        Self::from_text(bytes, Format::Dynamo)
    }

    /// An item in plain JSON. Anything but white space behind it is an error.
    ///
    /// # Errors
    /// When the bytes are no JSON object.
    pub fn from_plain_json(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        Self::from_text(bytes, Format::Plain)
    }

    fn from_text(bytes: &'a [u8], format: Format) -> Result<Self, DecodeError> {
        let reader = Reader::new(bytes, format)?;
        let members = JsonMembers::item(&reader)?;
        Ok(Self(Source::Text(reader, members)))
    }

    /// The next attribute.
    ///
    /// # Errors
    /// When the JSON is malformed.
    #[allow(clippy::should_implement_trait, reason = "the values borrow from the entries, so this is no `Iterator`")]
    pub fn next(&mut self) -> Result<Option<(Cow<'a, str>, Value<'_>)>, DecodeError> {
        match &mut self.0 {
            Source::Owned(entries) => {
                let entry = entries.next();
                Ok(entry.map(|(name, value)| (Cow::Owned(name), Value::tree(Cow::Owned(value)))))
            }
            Source::Borrowed(entries) => {
                let entry = entries.next();
                Ok(entry.map(|(name, value)| (Cow::Borrowed(&**name), Value::tree(Cow::Borrowed(value)))))
            }
            Source::Text(reader, members) => {
                if let Some((name, value)) = members.entry(reader)? {
                    return Ok(Some((name, Value::json(value))));
                }
                reader.finish().map(|()| None)
            }
            Source::Json(reader, members) => Ok(members.entry(reader)?.map(|(name, value)| (name, Value::json(value)))),
        }
    }

    /// All that is left, as the SDK's types.
    ///
    /// # Errors
    /// When the JSON is malformed.
    pub fn into_map(mut self) -> Result<Item, DecodeError> {
        if let Source::Owned(entries) = self.0 {
            return Ok(entries.collect());
        }
        let mut map = HashMap::new();
        while let Some((name, value)) = self.next()? {
            let value = value.into_attribute_value().map_err(|error| error.at(&name))?;
            map.insert(name.into_owned(), value);
        }
        Ok(map)
    }
}
