use std::marker::PhantomData;

use super::outcome::Outcomes;
use super::row::{Reads, Selected, Whole};
use super::run::{Metered, Operation, Write, awaitable};
use crate::error::{DecodeError, Error, Found, Result};
use crate::expr::{Select, Selection};
use crate::request::{Returning, TableName};
use crate::response::Capacity;
use crate::table::{DynamoTable, Key};
use crate::value::RawRow;

/// A write that hands back an item: `.returning_old()`, `.returning_new()`.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<User>().await?;
/// # let ada = User { id: "u1".into(), name: "Ada".into() };
/// db.put(&ada).await?;
/// let name: Option<String> = db.delete(&ada).returning_old().select(|u| u.name()).await?;
/// assert_eq!(name.as_deref(), Some("Ada"));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct Returned<O, N, R = Whole> {
    operation: O,
    returning: Returning,
    rows: R,
    when: PhantomData<fn() -> N>,
}

/// There always is an item to hand back.
pub enum Always {}
/// There may have been no item.
pub enum IfThere {}

impl<O, N> Returned<O, N> {
    pub(super) fn new(operation: O, returning: Returning) -> Self {
        Self { operation, returning, rows: Whole, when: PhantomData }
    }
}

impl<O: Write, N> Returned<O, N> {
    /// Hands back these attributes instead of the whole item.
    pub fn select<R: Selection<O::Table>>(
        self,
        what: impl FnOnce(&<O::Table as DynamoTable>::Fields<Select<O::Table>>) -> R,
    ) -> Returned<O, N, Selected<R>> {
        let rows = Selected(what(&<O::Table as DynamoTable>::fields()));
        Returned { operation: self.operation, returning: self.returning, rows, when: PhantomData }
    }
}

impl<O, N, R> Returned<O, N, R> {
    /// Hands back a refusal as a value, with the item that is there, instead of failing with it.
    pub fn outcome(self) -> Outcomes<Self> {
        Outcomes(self)
    }

    /// Hands back what it cost, too.
    pub fn metered(self) -> Metered<Self> {
        Metered(self)
    }
}

impl<O: Write, N, R: Reads<O::Table>> Returned<O, N, R> {
    async fn send(self, metered: bool) -> Result<(Option<R::Output>, Capacity)> {
        let table = self.operation.table();
        let reply = self.operation.write(self.returning, metered).await?;
        let Some(item) = reply.returned else { return Ok((None, reply.capacity)) };
        let key = Key::<O::Table>::of_stored(&item);
        let read = self.rows.read(RawRow::map(item));
        let read = read.map_err(|error| applied::<O>(error.for_key(key.to_string()), table))?;
        Ok((Some(read), reply.capacity))
    }
}

/// Whoever sees this error must not write again.
fn applied<O: Write>(error: Error, table: TableName) -> Error {
    let error = error.without_secrets(O::Table::SCHEMA).in_table(table).in_operation(O::OPERATION);
    error.with_message("the write was applied; the item it handed back cannot be read")
}

impl<O: Write, R: Reads<O::Table>> Operation for Returned<O, IfThere, R> {
    type Output = Option<R::Output>;

    async fn run(self, metered: bool) -> Result<(Self::Output, Capacity)> {
        self.send(metered).await
    }
}

impl<O: Write, R: Reads<O::Table>> Operation for Returned<O, Always, R> {
    type Output = R::Output;

    async fn run(self, metered: bool) -> Result<(Self::Output, Capacity)> {
        let table = self.operation.table();
        let (item, capacity) = self.send(metered).await?;
        let missing = || applied::<O>(DecodeError::new("an item", Found::Nothing).into(), table);
        Ok((item.ok_or_else(missing)?, capacity))
    }
}

awaitable!(Returned<O, N, R>);
