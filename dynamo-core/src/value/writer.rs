use aws_sdk_dynamodb::types::AttributeValue;

use super::{Attribute, Item};
use crate::error::EncodeError;

/// An item while it is written.
///
/// ```
/// # use dynamo_core::value::ItemWriter;
/// let mut writer = ItemWriter::with_capacity(2);
/// writer.put::<String>("name", &"Ada".to_owned())?;
/// writer.put::<Option<u8>>("age", &None)?;
/// assert_eq!(writer.finish().len(), 1);
/// # Ok::<(), dynamo_core::error::EncodeError>(())
/// ```
#[derive(Debug, Default)]
pub struct ItemWriter(Item);

impl ItemWriter {
    /// A writer with room for so many attributes.
    #[must_use]
    pub fn with_capacity(attributes: usize) -> Self {
        Self(Item::with_capacity(attributes))
    }

    /// A writer that goes on with an item, such as the attributes a struct does not know.
    #[must_use]
    pub const fn from_item(item: Item) -> Self {
        Self(item)
    }

    /// Writes an attribute; `None` leaves it out, and takes away what stood there.
    ///
    /// # Errors
    /// When the value cannot be stored, with its path.
    pub fn put<V: Attribute>(&mut self, name: &'static str, value: &V::Value) -> Result<(), EncodeError> {
        match V::encode(value).map_err(|error| error.at(name))? {
            Some(encoded) => self.insert(name, encoded),
            None => drop(self.0.remove(name)),
        }
        Ok(())
    }

    /// Writes an attribute that is encoded already.
    pub fn insert(&mut self, name: impl Into<String>, value: AttributeValue) {
        self.0.insert(name.into(), value);
    }

    /// Writes attributes that the type does not know; those it knows are never among them.
    pub fn put_rest(&mut self, rest: &Item) {
        for (name, value) in rest {
            self.0.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }

    /// The item.
    #[must_use]
    pub fn finish(self) -> Item {
        self.0
    }

    /// The item as a map, which is how a document is stored.
    #[must_use]
    pub fn into_attribute_value(self) -> AttributeValue {
        AttributeValue::M(self.0)
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
