//! Tables, their indexes and their rows, as types.

mod diagram;
mod entities;
mod expires;
mod ext;
mod index;
mod key;
mod key_columns;
mod key_values;
mod lock;
mod number;
mod partition;
mod row;
mod schema_versioned;
mod sort;
mod stamp;
mod stamp_update;
mod streamed;
mod tables;

pub use entities::{DynamoEntities, no_such_kind};
pub use expires::Expires;
pub use ext::Table;
pub use index::{ConsistentReads, HasIndex, HasSort, ProjectionOf, ReadAs, Source, reads};
pub use key::Key;
pub use key_columns::{KeyColumns, KeyField};
pub use key_values::{KeyReader, KeyValue, RowKeys, key_value};
pub use lock::{BatchPut, Lock, NoLock, Unneeded, Versioned};
pub use number::{Next, Number, Place, WholeTable, Zero};
pub use partition::Partition;
pub use row::{CloneFields, Redacted, ShowFields, show_row};
pub use schema_versioned::{SchemaVersioned, Steps, Unsaid};
pub use sort::{IntoSort, Prefixes, Ranges, SortCondition, SortKey, SortParts};
pub(crate) use stamp::stamp;
pub use stamp::stamp_put;
pub use stamp_update::{Known, stamp_update};
pub use streamed::{EntityKey, Streamed, entity_image, is_entity_key};

pub use tables::{Kind, Tables, table_definition};

use crate::error::{DecodeError, KeyError};
use crate::expr::Scope;
use crate::schema::Schema;
use crate::value::{Entries, WriteFields};

pub use crate::value::Row;

/// A struct that is stored as the items of a table. Derive it; nothing here is meant to be written by hand.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::table::DynamoTable;
///
/// fn about<T: DynamoTable>() -> String {
///     format!("{} in {}", T::SCHEMA.entity, T::SCHEMA.table.unwrap_or("a table that the handle names"))
/// }
///
/// #[derive(DynamoTable)]
/// #[dynamo(table = "users")]
/// struct User {
///     #[pk]
///     id: String,
/// }
///
/// assert_eq!(about::<User>(), "User in users");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table",
    label = "not a table type",
    note = "put `#[derive(DynamoTable)]` on the struct"
)]
pub trait DynamoTable: Source<Table = Self, Row = Self> + Row + WriteFields + Described<()> {
    /// The generated accessors, as they may be used in scope `S`.
    type Fields<S: Scope>;
    /// The numbers of the fields a primary key is made of, in the order that `key(..)` takes them.
    type Keys: KeyColumns<Self>;
    /// Whether writes check a version: [`Versioned`] or [`NoLock`].
    type Lock: Lock;
    /// All that is known at compile time.
    const SCHEMA: &'static Schema = <Self as Described<()>>::DESCRIPTION;

    /// The accessors in scope `S`.
    #[must_use]
    fn fields<S: Scope>() -> Self::Fields<S>;

    /// Reads the entries of an item; what enums of entities call.
    ///
    /// # Errors
    /// When a stored value does not fit its type, or a required one is absent.
    #[doc(hidden)]
    fn read_kind(entries: &mut Entries<'_>) -> Result<Self, DecodeError> {
        Self::read(entries)
    }

    /// Reads the values of a primary key back.
    ///
    /// # Errors
    /// When the key is not of this type's pattern.
    #[doc(hidden)]
    fn key_parts(keys: &KeyReader<'_>) -> Result<KeyParts<Self>, KeyError> {
        let mut numbers = Vec::new();
        for number in Self::SCHEMA.primary_key_fields() {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        <Self::Keys as KeyColumns<Self>>::read(keys, &mut numbers.into_iter())
    }
}

/// The schema of a table, for any `P`: the compiler evaluates a constant that depends on a parameter where it is used, and all
/// others wherever they stand. What is known of a table is much, and a `cargo check` does without it.
#[doc(hidden)]
pub trait Described<P> {
    /// All that is known at compile time.
    const DESCRIPTION: &'static Schema;
}

/// The values that the primary key of `T` is made of: a tuple, or the value itself where there is one.
pub type KeyParts<T> = <<T as DynamoTable>::Keys as KeyColumns<T>>::Parts;
