use super::{KeyReader, key_values};
use crate::error::{DecodeError, Error, Found, Result};
use crate::schema::Schema;
use crate::value::{Entries, Item};

/// An enum of the kinds of items that share a table. Derive it.
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
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # #[derive(Debug, PartialEq, DynamoEntities)]
/// # enum AppItem { Profile(Profile), Story(Story) }
/// # let db = Db::embedded()?;
/// # db.create_table::<(Profile, Story)>().await?;
/// # db.put(&Profile { owner: "ada".into(), name: "Ada".into() }).await?;
/// # db.put(&Story { owner: "ada".into(), id: "1".into() }).await?;
/// let items = db.query(Story::partition("ada")).entities::<AppItem>().all().await?;
/// assert!(matches!(&items[..], [AppItem::Profile(_), AppItem::Story(_)]));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
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

    /// The number of the kind that `#[entity_by(f)]` chooses; `None` leaves it to tag and key.
    #[must_use]
    fn chosen(_item: &Item) -> Option<usize> {
        None
    }

    /// The number of an item's kind: the one that is chosen, else by tag and key.
    #[must_use]
    fn kind_of(item: &Item) -> Option<usize> {
        Self::chosen(item).or_else(|| Self::SCHEMAS.iter().position(|schema| is_of(schema, item)))
    }

    /// Reads an item as whatever kind it is.
    ///
    /// # Errors
    /// When it is of no kind and there is no variant for such items, or a stored value does not fit its type.
    fn from_item(item: Item) -> Result<Self> {
        let declared = Self::SCHEMAS.get(Self::kind_of(&item).unwrap_or(0));
        let table = declared.map_or("", |schema| schema.table.unwrap_or(schema.entity));
        Self::read_item(item).map_err(|error| error.in_table(table))
    }

    /// [`from_item`](Self::from_item), with errors that do not name a table yet: the `Db` may call it otherwise.
    ///
    /// # Errors
    /// As that.
    #[doc(hidden)]
    fn read_item(item: Item) -> Result<Self> {
        let kind = Self::kind_of(&item);
        let Some(schema) = Self::SCHEMAS.get(kind.unwrap_or(0)) else { return Err(no_such_kind().into()) };
        let key = match kind {
            Some(_) => key_values::shown_key(schema, &item),
            None => key_values::key_of_one(schema, Self::SCHEMAS, &item),
        };
        let read = match kind {
            Some(kind) => crate::version::upgraded(schema, item)
                .and_then(|item| Ok(Self::read(kind, &mut Entries::from_map(item))?)),
            None => Self::other(item).ok_or_else(|| no_such_kind().into()),
        };
        read.map_err(|error: Error| error.for_item(key))
    }
}

/// Whether an item is of this kind: its tag where the kind has one, and its keys.
fn is_of(schema: &'static Schema, item: &Item) -> bool {
    schema.is_tagged(item) && has_key(schema, item)
}

/// Whether an item has a key of this kind, as far as its pattern tells.
pub(super) fn has_key(schema: &'static Schema, item: &Item) -> bool {
    KeyReader::of_item(schema, item).check().is_ok()
}

/// The error for an item of no declared kind.
#[must_use]
pub fn no_such_kind() -> DecodeError {
    DecodeError::new("an item of one of the declared kinds", Found::Value("an item of another kind".to_owned()))
}
