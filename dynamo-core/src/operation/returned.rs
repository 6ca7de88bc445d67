use std::marker::PhantomData;

use super::outcome::Outcomes;
use super::row::{Reads, Selected, Whole};
use super::run::{Metered, Operation, Write, awaitable};
use crate::error::{DecodeError, Error, Found, Result};
use crate::expr::{Select, Selection};
use crate::request::Returning;
use crate::response::Capacity;
use crate::table::DynamoTable;
use crate::value::RawRow;

/// A write that hands back an item: `.returning_old()`, `.returning_new()`.
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
        let reply = self.operation.write(self.returning, metered).await?;
        let read = reply.returned.map(|item| self.rows.read(RawRow::map(item))).transpose();
        Ok((read.map_err(applied::<O::Table>)?, reply.capacity))
    }
}

/// Whoever sees this error must not write again.
fn applied<T: DynamoTable>(error: Error) -> Error {
    error.without_secrets(T::SCHEMA).with_message("the write was applied; the item it handed back cannot be read")
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
        let (item, capacity) = self.send(metered).await?;
        let missing = || applied::<O::Table>(DecodeError::new("an item", Found::Nothing).into());
        Ok((item.ok_or_else(missing)?, capacity))
    }
}

awaitable!(Returned<O, N, R>);
