use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Attribute, Item, redact_encode};
use crate::error::EncodeError;

/// An item while it is written. The first value that cannot be stored is kept as the error that [`finish`](Self::finish)
/// returns.
///
/// ```
/// # use dynamo_core::value::ItemWriter;
/// let mut writer = ItemWriter::with_capacity(2);
/// writer.put::<String>("name", &"Ada".to_owned());
/// writer.put::<Option<u8>>("age", &None);
/// assert_eq!(writer.finish()?.len(), 1);
/// # Ok::<(), dynamo_core::error::EncodeError>(())
/// ```
#[derive(Default)]
pub struct ItemWriter {
    item: Item,
    /// Only these attributes are wanted; the others are not even encoded.
    wanted: Option<Vec<&'static str>>,
    error: Option<EncodeError>,
}

impl ItemWriter {
    /// A writer with room for so many attributes.
    #[must_use]
    pub fn with_capacity(attributes: usize) -> Self {
        Self { item: Item::with_capacity(attributes), ..Self::default() }
    }

    /// A writer that takes these attributes only, such as those of a key.
    #[must_use]
    pub fn of(wanted: Vec<&'static str>) -> Self {
        Self { wanted: Some(wanted), ..Self::default() }
    }

    /// Writes an attribute; `None` leaves it out.
    pub fn put<V: Attribute>(&mut self, name: &'static str, value: &V::Value) {
        if self.wants(name) {
            self.take(name, V::encode(value));
        }
    }

    /// [`put`](Self::put) for an attribute that may be sensitive: then an error does not show the value.
    pub(super) fn put_shown<V: Attribute>(&mut self, name: &'static str, shown: bool, value: &V::Value) {
        if self.wants(name) {
            let encoded = V::encode(value);
            self.take(name, if shown { encoded } else { encoded.map_err(redact_encode) });
        }
    }

    fn wants(&self, name: &str) -> bool {
        self.wanted.as_ref().is_none_or(|wanted| wanted.contains(&name))
    }

    fn take(&mut self, name: &'static str, encoded: Result<Option<AttributeValue>, EncodeError>) {
        match encoded {
            Ok(Some(encoded)) => self.insert(name, encoded),
            Ok(None) => drop(self.item.remove(name)),
            Err(error) => self.refuse(error.at(name)),
        }
    }

    /// Writes an attribute that is encoded already.
    pub fn insert(&mut self, name: impl Into<String>, value: AttributeValue) {
        self.item.insert(name.into(), value);
    }

    /// Writes attributes that the type does not know, before those that it knows.
    pub fn put_rest(&mut self, rest: &Item) {
        if self.wanted.is_none() {
            self.item.extend(rest.iter().map(|(name, value)| (name.clone(), value.clone())));
        }
    }

    /// What a `validate` function said, which is no matter where only a key is wanted.
    pub fn check(&mut self, result: Result<(), impl Into<EncodeError>>) {
        if let (None, Err(error)) = (&self.wanted, result) {
            self.refuse(error.into());
        }
    }

    fn refuse(&mut self, error: EncodeError) {
        self.error.get_or_insert(error);
    }

    /// The item.
    ///
    /// # Errors
    /// When a value could not be stored, with its path.
    pub fn finish(self) -> Result<Item, EncodeError> {
        self.error.map_or(Ok(self.item), Err)
    }
}

/// The names only: which values are sensitive is not known here.
impl fmt::Debug for ItemWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names: Vec<_> = self.item.keys().collect();
        names.sort();
        f.debug_struct("ItemWriter").field("names", &names).field("error", &self.error).finish_non_exhaustive()
    }
}

/// The type of a field that takes all other attributes, and of a variant that takes all other items.
#[diagnostic::on_unimplemented(
    message = "`flatten` and `#[entities(other)]` need the type `Item`, and this is `{Self}`",
    label = "not an `Item`",
    note = "an `Item` holds whatever attributes there are: `HashMap<String, AttributeValue>`"
)]
pub trait IsItem: Sized {
    /// The same, as an item.
    fn as_item(&self) -> &Item;
    /// The item, as what it is.
    #[must_use]
    fn of_item(item: Item) -> Self;
}

impl IsItem for Item {
    fn as_item(&self) -> &Item {
        self
    }

    fn of_item(item: Item) -> Self {
        item
    }
}
