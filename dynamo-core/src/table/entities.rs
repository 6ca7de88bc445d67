use super::KeyReader;
use crate::error::{DecodeError, Error, Found, Result};
use crate::schema::Schema;
use crate::value::{Entries, Item};

/// An enum of the kinds of items that share a table. Derive it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an enum of entities",
    label = "not an enum of entities",
    note = "put `#[derive(DynamoEntities)]` on an enum whose variants hold table types"
)]
pub trait DynamoEntities: Sized {
    /// The kinds, by number.
    const SCHEMAS: &'static [&'static Schema];

    /// Reads an item as the kind of this number.
    ///
    /// # Errors
    /// When a stored value does not fit its type.
    fn read(kind: usize, entries: &mut Entries<'_>) -> Result<Self, DecodeError>;

    /// The variant for items of no declared kind; `None` when there is none (`#[entities(other)]`).
    #[must_use]
    fn other(_item: Item) -> Option<Self> {
        None
    }

    /// The number of an item's kind, by tag and key unless `#[entity_by(f)]` says otherwise.
    #[must_use]
    fn kind_of(item: &Item) -> Option<usize> {
        Self::SCHEMAS.iter().position(|schema| is_of(schema, item))
    }

    /// Reads an item as whatever kind it is.
    ///
    /// # Errors
    /// When it is of no kind and there is no variant for such items, or a stored value does not fit its type.
    fn from_item(item: Item) -> Result<Self> {
        if let Some(kind) = Self::kind_of(&item) {
            let item = crate::version::upgraded(Self::SCHEMAS[kind], item)?;
            return Ok(Self::read(kind, &mut Entries::from_map(item))?);
        }
        let table = Self::SCHEMAS.first().and_then(|schema| schema.table);
        let key = Self::SCHEMAS.first().and_then(|schema| super::key_values::shown_key(schema, &item));
        Self::other(item).ok_or_else(|| {
            let mut error = Error::from(no_such_kind());
            if let Some(table) = table {
                error = error.in_table(table);
            }
            match key {
                Some(key) => error.for_key(key),
                None => error,
            }
        })
    }
}

/// Whether an item is of this kind: its tag where the kind has one, and its keys.
fn is_of(schema: &'static Schema, item: &Item) -> bool {
    let tagged = schema.tag.is_none_or(|tag| {
        item.get(tag.attribute).and_then(|value| value.as_s().ok()).is_some_and(|value| value == tag.value)
    });
    tagged && KeyReader::of_item(schema, item).matches()
}

/// The error for an item of no declared kind.
#[must_use]
pub fn no_such_kind() -> DecodeError {
    DecodeError::new("an item of one of the declared kinds", Found::Value("an item of another kind".to_owned()))
}
