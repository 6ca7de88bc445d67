//! What the changes of a table can be read as.

use std::fmt;
use std::marker::PhantomData;

use super::entities::has_key;
use super::{DynamoEntities, DynamoTable, Key, Kind, Table, key_values};
use crate::error::Result;
use crate::schema::Schema;
use crate::value::Item;

/// What the changes of a table can be read as: a table type, or an enum of entities. The derives implement it.
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
/// # #[derive(Debug, PartialEq, DynamoEntities)]
/// # enum AppItem { Profile(Profile), Story(Story) }
/// use dynamo_core::table::Streamed;
///
/// let profile = Profile { owner: "ada".into(), name: "Ada".into() };
/// assert_eq!(AppItem::read_image(profile.to_item()?)?, Some(AppItem::Profile(profile)));
/// assert!(AppItem::read_image(Item::new())?.is_none());
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a table nor an enum of entities",
    label = "changes cannot be read as this",
    note = "put `#[derive(DynamoTable)]` on the struct, or `#[derive(DynamoEntities)]` on an enum whose variants hold table types"
)]
pub trait Streamed: Sized + 'static {
    /// The key of what has changed: [`Key`] of a table type, [`EntityKey`] of an enum.
    type Key: fmt::Debug + Clone + PartialEq;

    /// The kind whose table it is.
    #[must_use]
    fn kind() -> Kind;

    /// Whether a key can be that of an item of this type. Where only a tag tells kinds apart, it can.
    #[must_use]
    fn is_key(keys: &Item) -> bool;

    /// The key of an item of this type.
    #[must_use]
    fn key(keys: &Item) -> Self::Key;

    /// Reads a whole item; `None` for one of another kind.
    ///
    /// # Errors
    /// When a stored value does not fit its type, or the item is of a newer schema version.
    fn read_image(item: Item) -> Result<Option<Self>>;
}

impl<T: DynamoTable> Streamed for T {
    type Key = Key<T>;

    fn kind() -> Kind {
        Kind::of::<T>()
    }

    fn is_key(keys: &Item) -> bool {
        !T::SCHEMA.may_be_mixed() || T::has_key_of(keys)
    }

    fn key(keys: &Item) -> Key<T> {
        Key::of_stored(keys)
    }

    fn read_image(item: Item) -> Result<Option<T>> {
        // Where there is one kind, an item whose key does not decode is one of it.
        let is_own = T::SCHEMA.is_tagged(&item) && T::is_key(&item);
        if is_own { T::from_stored(item).map(Some) } else { Ok(None) }
    }
}

/// Whether a key can be that of an entity; what the derive calls.
#[must_use]
pub fn is_entity_key<E: DynamoEntities>(keys: &Item) -> bool {
    E::SCHEMAS.iter().any(|schema| has_key(schema, keys)) || E::other(keys.clone()).is_some()
}

/// Reads an item as whatever kind it is, `None` if it is of none; what the derive calls.
///
/// # Errors
/// When a stored value does not fit its type, or the item is of a newer schema version.
pub fn entity_image<E: DynamoEntities>(item: Item) -> Result<Option<E>> {
    if E::kind_of(&item).is_none() {
        return Ok(E::other(item));
    }
    E::read_item(item).map(Some)
}

/// The primary key of an item that is of one of several kinds.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::table::{EntityKey, Streamed};
///
/// #[derive(DynamoTable)]
/// #[dynamo(table = "app")]
/// #[pk("USER#{name}")]
/// #[sk("PROFILE")]
/// struct Profile { name: String }
///
/// #[derive(DynamoTable)]
/// #[dynamo(table = "app")]
/// #[pk("USER#{name}")]
/// #[sk("ORDER#{id}")]
/// struct Order { name: String, id: u32 }
///
/// #[derive(DynamoEntities)]
/// enum App { Profile(Profile), Order(Order) }
///
/// let order = Order { name: "ada".into(), id: 7 };
/// let key: EntityKey<App> = App::key(&order.to_item()?);
/// assert_eq!(key.of::<Order>(), Some(Order::key("ada", 7)));
/// assert_eq!(key.of::<Profile>(), None);
/// # Ok::<(), Error>(())
/// ```
pub struct EntityKey<E> {
    keys: Item,
    of: PhantomData<fn() -> E>,
}

impl<E: DynamoEntities> EntityKey<E> {
    /// The key of an item, whichever kind it is of.
    #[must_use]
    pub fn of_stored(item: &Item) -> Self {
        let names = E::SCHEMAS.iter().flat_map(|schema| std::iter::once(&schema.pk).chain(&schema.sk));
        let keys = names.filter_map(|key| item.get_key_value(key.name));
        Self { keys: keys.map(|(name, value)| (name.clone(), value.clone())).collect(), of: PhantomData }
    }

    /// The key, if it is one of this kind. Kinds that only a tag tells apart have the same keys.
    #[must_use]
    pub fn of<T: DynamoTable>(&self) -> Option<Key<T>> {
        T::has_key_of(&self.keys).then(|| Key::of_stored(&self.keys))
    }

    /// The key attributes as they are stored, sensitive ones too.
    #[must_use]
    pub fn attributes(&self) -> &Item {
        &self.keys
    }
}

impl<E> Clone for EntityKey<E> {
    fn clone(&self) -> Self {
        Self { keys: self.keys.clone(), of: PhantomData }
    }
}

impl<E> PartialEq for EntityKey<E> {
    fn eq(&self, other: &Self) -> bool {
        self.keys == other.keys
    }
}

/// For messages: `PK="USER#ada", SK="PROFILE"`, without what is sensitive in any of the kinds.
impl<E: DynamoEntities> fmt::Display for EntityKey<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first: Option<&&'static Schema> = E::SCHEMAS.first();
        match first.and_then(|first| key_values::key_of_one(first, E::SCHEMAS, &self.keys)) {
            Some(key) => f.write_str(&key),
            None => f.write_str("of no declared kind"),
        }
    }
}

impl<E: DynamoEntities> fmt::Debug for EntityKey<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EntityKey({self})")
    }
}
