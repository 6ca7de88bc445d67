use aws_sdk_dynamodb::types::AttributeValue;

use super::Entries;
use crate::error::DecodeError;
use crate::value::Item;
use crate::value::json::Reader;

/// A row as it arrived: it can be looked at, then decoded.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::value::RawRow;
///
/// let row = RawRow::map(Item::from([("name".to_owned(), AttributeValue::S("Ada".into()))]));
/// assert_eq!(row.attribute("name")?, Some(AttributeValue::S("Ada".into())));
/// assert_eq!(row.attribute("age")?, None);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct RawRow<'v>(Source<'v>);

enum Source<'v> {
    Map(Item),
    /// The reader stands at the row.
    Json(&'v Reader<'v>),
}

impl<'v> RawRow<'v> {
    /// A row that the SDK has read.
    #[must_use]
    pub const fn map(item: Item) -> Self {
        Self(Source::Map(item))
    }

    pub(super) const fn json(reader: &'v Reader<'v>) -> Self {
        Self(Source::Json(reader))
    }

    /// Reads some of it, and leaves it as it is.
    ///
    /// # Errors
    /// What `look` says, or that the JSON is malformed.
    pub fn peek<T>(&self, look: impl FnOnce(&mut Entries<'_>) -> Result<T, DecodeError>) -> Result<T, DecodeError> {
        match &self.0 {
            Source::Map(item) => look(&mut Entries::from_item(item)),
            Source::Json(reader) => {
                let start = reader.mark();
                let seen = look(&mut Self::json_entries(reader)?);
                reader.rewind(start);
                seen
            }
        }
    }

    /// One of its attributes; the row stays as it is.
    ///
    /// # Errors
    /// When the JSON is malformed.
    pub fn attribute(&self, wanted: &str) -> Result<Option<AttributeValue>, DecodeError> {
        if let Source::Map(item) = &self.0 {
            return Ok(item.get(wanted).cloned());
        }
        let mut found = None;
        self.peek(|entries| {
            while let Some((name, value)) = entries.next()? {
                if name == wanted {
                    found = Some(value.into_attribute_value()?);
                }
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Those of its attributes that have one of these names; the row stays as it is.
    ///
    /// # Errors
    /// When the JSON is malformed.
    pub fn attributes(&self, wanted: &[&str]) -> Result<Item, DecodeError> {
        if let Source::Map(item) = &self.0 {
            return Ok(wanted.iter().filter_map(|name| item.get_key_value(*name)).map(owned).collect());
        }
        let mut found = Item::with_capacity(wanted.len());
        self.peek(|entries| {
            while let Some((name, value)) = entries.next()? {
                if wanted.contains(&&*name) {
                    found.insert(name.into_owned(), value.into_attribute_value()?);
                }
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Reads it with `read`. Where that fails, `blame` gets those of its attributes that have one of the names, to say which row it was.
    /// Most rows are read without, so that the names are asked for late.
    ///
    /// # Errors
    /// What `blame` makes of the error of `read`.
    pub fn blaming<T, E>(
        self,
        names: impl FnOnce() -> Vec<&'static str>,
        read: impl FnOnce(Self) -> Result<T, E>,
        blame: impl FnOnce(E, &Item) -> E,
    ) -> Result<T, E> {
        match self.0 {
            Source::Map(item) => {
                let known = names().iter().filter_map(|name| item.get_key_value(*name)).map(owned).collect();
                read(Self::map(item)).map_err(|error| blame(error, &known))
            }
            Source::Json(reader) => {
                let start = reader.mark();
                read(Self::json(reader)).map_err(|error| {
                    reader.rewind(start);
                    blame(error, &Self::json(reader).attributes(&names()).unwrap_or_default())
                })
            }
        }
    }

    /// Its attributes.
    ///
    /// # Errors
    /// When the JSON is malformed.
    pub fn entries(self) -> Result<Entries<'v>, DecodeError> {
        match self.0 {
            Source::Map(item) => Ok(Entries::from_map(item)),
            Source::Json(reader) => Self::json_entries(reader),
        }
    }

    /// All of it, as the SDK's types.
    ///
    /// # Errors
    /// When the JSON is malformed.
    pub fn into_item(self) -> Result<Item, DecodeError> {
        match self.0 {
            Source::Map(item) => Ok(item),
            Source::Json(reader) => Self::json_entries(reader)?.into_map(),
        }
    }
}

fn owned((name, value): (&String, &AttributeValue)) -> (String, AttributeValue) {
    (name.clone(), value.clone())
}
