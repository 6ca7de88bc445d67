use super::key_values;
use super::{DynamoTable, HasSort, IntoSort, Key, KeyReader};
use crate::error::{Error, Result};
use crate::value::{Entries, Item, ItemWriter};

/// What every table type can do, as methods that come with [`prelude`](crate::prelude).
///
/// Nothing but `key`, `partition` and the index accessors stands on the type itself.
pub trait Table: DynamoTable {
    /// The primary key of this item.
    #[must_use]
    fn primary_key(&self) -> Key<Self> {
        let mut values = ItemWriter::of(Self::SCHEMA.attribute_names(Self::SCHEMA.primary_key_fields()));
        self.write(&mut values);
        match values.finish() {
            Ok(values) => Key::of(&|number| Ok(key_values::in_item(Self::SCHEMA, &values, number))),
            Err(error) => Key::invalid(error),
        }
    }

    /// The item as it is stored: fields, key patterns, tag and schema version.
    ///
    /// # Errors
    /// When a value cannot be stored, or a key cannot hold it.
    fn to_item(&self) -> Result<Item> {
        let mut item = ItemWriter::with_capacity(Self::SCHEMA.attributes.len() + 4);
        self.write(&mut item);
        let mut item = item.finish().map_err(|error| Error::from(error).in_type::<Self>())?;
        key_values::stamp(Self::SCHEMA, &mut item).map_err(Error::in_type::<Self>)?;
        Ok(item)
    }

    /// Reads a stored item. One of an older schema version is upgraded first.
    ///
    /// # Errors
    /// When a stored value does not fit its type, a required one is absent, or the item is of a newer version.
    fn from_item(item: Item) -> Result<Self> {
        let item = crate::version::upgraded(Self::SCHEMA, item)?;
        let key = key_values::shown_key(Self::SCHEMA, &item);
        Self::read(&mut Entries::from_map(item)).map_err(|error| {
            let error = Error::from(error).in_type::<Self>();
            match key {
                Some(key) => error.for_key(key),
                None => error,
            }
        })
    }

    /// The values that a stored item's key is made of, in the order that `key(..)` takes them.
    ///
    /// # Errors
    /// When the item's key is not of this type's pattern.
    fn parse_key(item: &Item) -> Result<Self::KeyParts> {
        Self::key_parts(&KeyReader::of_item(Self::SCHEMA, item)).map_err(|error| Error::from(error).in_type::<Self>())
    }

    /// Whether a key is one of this type: both patterns match, and a field that stands in both has one value.
    /// Upper and lower case are different.
    #[must_use]
    fn is_match(pk: &str, sk: &str) -> bool {
        Self::key_parts(&KeyReader::of_texts(Self::SCHEMA, pk, sk)).is_ok()
    }

    /// The text that the sort keys of some items of this type begin with: `Story::sk_prefix(|s| s.story_id("12"))`.
    ///
    /// # Errors
    /// When a key cannot hold what is given, or what is given is a range and not a prefix.
    fn sk_prefix<R: IntoSort<Self>>(parts: impl FnOnce(Self::Sort) -> R) -> Result<String>
    where
        Self: HasSort,
    {
        parts(Self::sort()).into_sort().prefix().map_err(|error| error.in_type::<Self>())
    }
}

impl<T: DynamoTable> Table for T {}

impl Error {
    /// The same error, with the table of a type.
    fn in_type<T: DynamoTable>(self) -> Self {
        self.in_table(T::SCHEMA.table.unwrap_or(T::SCHEMA.entity))
    }
}
