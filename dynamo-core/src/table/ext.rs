use super::key_values;
use super::{DynamoTable, HasSort, IntoSort, Key, KeyParts, KeyReader, SchemaVersioned};
use crate::error::{Error, ErrorKind, KeyError, Result};
use crate::schema::{Fingerprint, Schema};
use crate::value::{EncodedItem, Entries, Item, ItemWriter};

/// What every table type can do, as methods that come with [`prelude`](crate::prelude).
///
/// Nothing but `key`, `partition` and the index accessors stands on the type itself.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "app")]
/// # #[pk("USER#{owner}")]
/// # #[sk("PROFILE")]
/// # struct Profile { owner: String, name: String }
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "app")]
/// # #[pk("USER#{owner}")]
/// # #[sk("STORY#{id}")]
/// # struct Story { owner: String, id: String }
/// let story = Story { owner: "ada".into(), id: "s1".into() };
/// let item = story.to_item()?;
/// assert_eq!(Story::parse_key(&item)?, ("ada".to_owned(), "s1".to_owned()));
/// assert!(Story::is_match("USER#ada", "STORY#s1") && !Story::is_match("USER#ada", "PROFILE"));
/// assert_eq!(story.primary_key(), Story::key("ada", "s1"));
/// assert_eq!(Story::from_item(item)?, story);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub trait Table: DynamoTable {
    /// The [fingerprint](crate::schema::Schema::fingerprint) of how this type is stored. The compiler makes it only for types
    /// whose fingerprint is asked for.
    const FINGERPRINT: Fingerprint = Self::SCHEMA.fingerprint();

    /// The primary key of this item.
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
        self.stored().map_err(Error::in_type::<Self>)
    }

    /// [`to_item`](Self::to_item), with errors that do not name a table yet: the `Db` may call it otherwise.
    #[doc(hidden)]
    fn stored(&self) -> Result<Item> {
        let mut item = self.written_fields()?;
        super::stamp::stamp(Self::SCHEMA, &mut item)?;
        Ok(item)
    }

    /// The fields alone, encoded as far as the library adds nothing to them.
    #[doc(hidden)]
    fn encoded_fields(&self) -> Result<EncodedItem> {
        let mut item = ItemWriter::encoding(Self::SCHEMA.stamped());
        self.write(&mut item);
        Ok(item.finish_encoded()?)
    }

    /// The fields alone, without what the library adds.
    #[doc(hidden)]
    fn written_fields(&self) -> Result<Item> {
        let mut item = ItemWriter::with_capacity(Self::SCHEMA.attributes.len() + 4);
        self.write(&mut item);
        Ok(item.finish()?)
    }

    /// Whether this item was stored in the type's own schema version: it carries the type's fingerprint, or its number. One that was made
    /// here and not written yet need not: [`written`](crate::operation::Put::written) hands it back as it is stored.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String, #[schema_version] shape: String }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<User>().await?;
    /// let user = User { id: "u1".into(), shape: String::new() };
    /// assert!(!user.is_current());
    /// let user = db.put(&user).written().await?;
    /// assert!(user.is_current());
    /// assert_eq!(user.shape, User::FINGERPRINT.as_str());
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    #[must_use]
    fn is_current(&self) -> bool
    where
        Self: SchemaVersioned,
    {
        let Some(version) = &Self::SCHEMA.schema_version else { return true };
        let mut values = ItemWriter::of(vec![version.attribute]);
        self.write(&mut values);
        values.finish().is_ok_and(|item| version.is_current(Self::SCHEMA, item.get(version.attribute)))
    }

    /// Reads a stored item. One of an older schema version is upgraded first.
    ///
    /// # Errors
    /// When a stored value does not fit its type, a required one is absent, or the item is of a newer version.
    fn from_item(item: Item) -> Result<Self> {
        Self::from_stored(item).map_err(Error::in_type::<Self>)
    }

    /// [`from_item`](Self::from_item), with errors that do not name a table yet: the `Db` may call it otherwise.
    #[doc(hidden)]
    fn from_stored(item: Item) -> Result<Self> {
        let key = key_values::shown_key(Self::SCHEMA, &item);
        let item = crate::version::upgraded(Self::SCHEMA, item);
        let read = item.and_then(|item| Ok(Self::read(&mut Entries::from_map(item))?));
        read.map_err(|error| error.without_secrets(Self::SCHEMA).for_item(key))
    }

    /// The values that a stored item's key is made of, in the order that `key(..)` takes them.
    ///
    /// # Errors
    /// When the item's key is not of this type's pattern.
    fn parse_key(item: &Item) -> Result<KeyParts<Self>> {
        parts_of::<Self>(&KeyReader::of_item(Self::SCHEMA, item)).map_err(|error| Error::from(error).in_type::<Self>())
    }

    /// Whether a key is one of this type: both patterns match, and a field that stands in both has one value.
    /// Upper and lower case are different. A table without sort key is asked with an empty one; bytes are those of the text.
    #[must_use]
    fn is_match(pk: &str, sk: &str) -> bool {
        KeyReader::of_texts(Self::SCHEMA, pk, sk).is_some_and(|keys| parts_of::<Self>(&keys).is_ok())
    }

    /// Whether an item's key is one of this type.
    #[doc(hidden)]
    fn has_key_of(item: &Item) -> bool {
        parts_of::<Self>(&KeyReader::of_item(Self::SCHEMA, item)).is_ok()
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

/// The values of a key, all of whose parts match; there may be no value in it.
fn parts_of<T: DynamoTable>(keys: &KeyReader<'_>) -> Result<KeyParts<T>, KeyError> {
    keys.check()?;
    T::key_parts(keys)
}

impl Error {
    /// The same error, with the table of a type.
    pub(crate) fn in_type<T: DynamoTable>(self) -> Self {
        self.without_secrets(T::SCHEMA).in_table(T::SCHEMA.table.unwrap_or(T::SCHEMA.entity))
    }

    /// The same error, with the key of the item it happened to, if that is known.
    pub(super) fn for_item(self, key: Option<String>) -> Self {
        match key {
            Some(key) => self.for_key(key),
            None => self,
        }
    }

    /// The same error, without sensitive values: neither that of a key, nor those that an engine may have quoted.
    pub(crate) fn without_secrets(self, schema: &Schema) -> Self {
        match self.kind() {
            ErrorKind::InvalidKey(error) => {
                let error = key_values::discreet(schema, error.clone());
                self.told(ErrorKind::InvalidKey(error))
            }
            // All that it says, its reasons say.
            _ if !self.cancellation_reasons().is_empty() => {
                self.map_reasons(|reason| reason.map(|error| error.without_secrets(schema)))
            }
            _ if self.code().is_some() && schema.has_secrets() => self.without_words(),
            _ => self,
        }
    }
}
