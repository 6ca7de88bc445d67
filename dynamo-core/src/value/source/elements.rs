use std::borrow::Cow;
use std::{slice, vec};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use super::Value;
use super::json::JsonMembers;
use crate::error::DecodeError;
use crate::value::Attribute;
use crate::value::json::Reader;

/// The elements of a stored list, or the members of a stored set.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::value::Value;
///
/// let stored = AttributeValue::Ss(vec!["a".into(), "b".into()]);
/// let mut elements = Value::from(&stored).text_set()?;
/// assert_eq!(elements.decode::<String>()?.as_deref(), Some("a"));
/// assert_eq!(elements.decode::<String>()?.as_deref(), Some("b"));
/// assert_eq!(elements.decode::<String>()?, None);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct Elements<'a> {
    source: Source<'a>,
    index: usize,
}

enum Source<'a> {
    Values(vec::IntoIter<AttributeValue>),
    Texts(vec::IntoIter<String>),
    Numbers(vec::IntoIter<String>),
    Blobs(vec::IntoIter<Blob>),
    Borrowed(slice::Iter<'a, AttributeValue>),
    Json(&'a Reader<'a>, JsonMembers),
}

impl<'a> Elements<'a> {
    pub(super) const fn json(reader: &'a Reader<'a>, members: JsonMembers) -> Self {
        Self { source: Source::Json(reader, members), index: 0 }
    }

    /// A value that is no list and no set has no elements; the caller has looked at its type.
    pub(super) fn owned(value: AttributeValue) -> Self {
        let source = match value {
            AttributeValue::L(values) => Source::Values(values.into_iter()),
            AttributeValue::Ss(texts) => Source::Texts(texts.into_iter()),
            AttributeValue::Ns(numbers) => Source::Numbers(numbers.into_iter()),
            AttributeValue::Bs(blobs) => Source::Blobs(blobs.into_iter()),
            _ => Source::Values(Vec::new().into_iter()),
        };
        Self { source, index: 0 }
    }

    pub(super) fn borrowed(value: &'a AttributeValue) -> Self {
        match value {
            AttributeValue::L(values) => Self { source: Source::Borrowed(values.iter()), index: 0 },
            // The members would be values of their own in either case: nothing is saved by borrowing the set.
            set => Self::owned(set.clone()),
        }
    }

    /// The next element.
    ///
    /// # Errors
    /// When the JSON is malformed.
    #[allow(clippy::should_implement_trait, reason = "the elements borrow from the list, so this is no `Iterator`")]
    pub fn next(&mut self) -> Result<Option<Value<'_>>, DecodeError> {
        let owned = |value| Value::tree(Cow::Owned(value));
        let element = match &mut self.source {
            Source::Values(values) => values.next().map(owned),
            Source::Texts(texts) => texts.next().map(|text| owned(AttributeValue::S(text))),
            Source::Numbers(numbers) => numbers.next().map(|number| owned(AttributeValue::N(number))),
            Source::Blobs(blobs) => blobs.next().map(|blob| owned(AttributeValue::B(blob))),
            Source::Borrowed(values) => values.next().map(|value| Value::tree(Cow::Borrowed(value))),
            Source::Json(reader, members) => {
                let element = members.element(reader).map_err(|error| error.at(&format!("[{}]", self.index)))?;
                element.map(Value::json)
            }
        };
        self.index += 1;
        Ok(element)
    }

    /// The next element as a value of an attribute type; errors say which element it was.
    ///
    /// # Errors
    /// When the element does not fit the type.
    pub fn decode<V: Attribute>(&mut self) -> Result<Option<V::Value>, DecodeError> {
        let index = self.index;
        let Some(element) = self.next()? else { return Ok(None) };
        V::decode(element).map(Some).map_err(|error| error.at(&format!("[{index}]")))
    }

    /// How many elements there are at least; not known before they are read, where they are JSON.
    #[must_use]
    pub fn known_len(&self) -> usize {
        match &self.source {
            Source::Values(values) => values.len(),
            Source::Texts(texts) | Source::Numbers(texts) => texts.len(),
            Source::Blobs(blobs) => blobs.len(),
            Source::Borrowed(values) => values.len(),
            Source::Json(..) => 0,
        }
    }
}
