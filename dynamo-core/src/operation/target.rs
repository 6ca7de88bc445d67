//! What a write by key is aimed at, and what it knows of the item's version.

use crate::error::Result;
use crate::request::VersionCheck;
use crate::table::{DynamoTable, Key, Table, Unneeded, current_version};
use crate::value::ItemWriter;

/// What `update`, `delete` and `check` accept: an item, whose version is checked, or a key.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "pages")]
/// # struct WikiPage { #[pk] path: String, text: String, #[version] rev: u64 }
/// use dynamo_core::operation::Target;
/// use dynamo_core::request::VersionCheck;
///
/// let home = WikiPage { path: "/".into(), text: "Hello".into(), rev: 3 };
/// assert_eq!((&home).version()?, VersionCheck::Is(3));
/// assert_eq!((&home).into_key(), WikiPage::key("/"));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "expected an item or a key, found `{Self}`",
    label = "neither an item nor a key",
    note = "pass `&order`, `order.primary_key()` or `Order::key(..)`"
)]
pub trait Target {
    /// The table.
    type Table: DynamoTable;
    /// Whether this decides what version is expected: [`Decided`] or [`ByKey`].
    type Given;

    /// The version that it carries.
    ///
    /// # Errors
    /// When the version cannot be stored.
    fn version(&self) -> Result<VersionCheck>;

    /// The key.
    fn into_key(self) -> Key<Self::Table>;
}

/// The version is known, or not wanted.
pub enum Decided {}
/// Only a key is known.
pub enum ByKey {}

/// Whether a write of the table `T` may go as it is.
#[diagnostic::on_unimplemented(
    message = "this table has a `#[version]`, and a key alone does not say which version is meant",
    label = "no version is given",
    note = "pass the item, `db.update(&order)`, or say `.at_version(n)` or `.unversioned()`"
)]
pub trait Decides<T> {}
impl<T> Decides<T> for Decided {}
impl<T: DynamoTable<Lock: Unneeded>> Decides<T> for ByKey {}

impl<T: DynamoTable> Target for &T {
    type Table = T;
    type Given = Decided;

    fn version(&self) -> Result<VersionCheck> {
        carried(*self)
    }

    fn into_key(self) -> Key<T> {
        self.primary_key()
    }
}

impl<T: DynamoTable> Target for Key<T> {
    type Table = T;
    type Given = ByKey;

    fn version(&self) -> Result<VersionCheck> {
        Ok(VersionCheck::None)
    }

    fn into_key(self) -> Self {
        self
    }
}

/// The version an item carries, if its type has one.
pub(super) fn carried<T: DynamoTable>(item: &T) -> Result<VersionCheck> {
    let Some(version) = T::SCHEMA.version else { return Ok(VersionCheck::None) };
    let mut values = ItemWriter::of(vec![version]);
    item.write(&mut values);
    current_version(T::SCHEMA, &values.finish()?)
}
