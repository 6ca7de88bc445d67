use std::mem;
use std::sync::Arc;
use std::time::SystemTime;

use super::chunks;
use super::committed::{Part, check, commit};
use super::exactly_once::Transacts;
use super::looked::Looked;
use super::run::{Metered, Operation, awaitable};
use super::target::Target;
use super::{Decides, Delete, Put, Update, Upsert};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::expr::{Check, IntoCondition};
use crate::output::Explained;
use crate::request::{self, Presence, Request};
use crate::response::Capacity;
use crate::table::{DynamoTable, Key};

/// Writes and checks of up to 100 items, of any mix of tables, that are carried out together or not at all: [`Db::transact_write`].
///
/// When one of them fails, nothing is written, and the error has the reasons
/// ([`cancellation_reasons`](crate::Error::cancellation_reasons)): which operation it was, and what it would have failed with alone. It
/// is sent with a token, so that one whose answer gets lost is not carried out twice; one that meets another transaction is sent again.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "accounts")]
/// # struct Account { #[pk] id: String, balance: u64 }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Account>().await?;
/// # db.put(&Account { id: "ada".into(), balance: 10 }).await?;
/// # db.put(&Account { id: "bob".into(), balance: 0 }).await?;
/// let pay = |amount: u64| {
///     db.transact_write()
///         .update(Account::key("ada"), |u| u.set(|a| a.balance().decrement(amount)))
///         .label("payer")
///         .update(Account::key("bob"), |u| u.set(|a| a.balance().increment(amount)))
/// };
/// pay(7).await?;
/// let error = pay(7).await.unwrap_err();
/// let reason = &error.cancellation_reasons()[0];
/// assert_eq!((reason.label(), reason.error().is_out_of_range()), (Some("payer"), true));
/// assert_eq!(db.get(Account::key("bob")).required().await?.balance, 7);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct TransactWrite {
    db: Db,
    parts: Vec<Asked>,
    /// A label that stood before all operations.
    misplaced: Option<String>,
}

/// An operation as it was asked for.
struct Asked {
    label: Option<String>,
    write: Box<dyn Lowers>,
}

/// A write of any type.
trait Lowers: Send {
    fn lower(self: Box<Self>, db: &Db, now: SystemTime) -> Result<Part>;
}

impl<W: Transacts<Output = ()>> Lowers for W {
    fn lower(mut self: Box<Self>, db: &Db, now: SystemTime) -> Result<Part> {
        self.set_now(now);
        Part::new(db, self.transacted()?)
    }
}

impl TransactWrite {
    pub(crate) fn new(db: Db) -> Self {
        Self { db, parts: Vec::new(), misplaced: None }
    }

    /// Writes an item, replacing what is there. On a condition: `.write(db.put(&order).only_if(|o| o.total().lt(50)))`.
    pub fn put<T: DynamoTable>(self, item: &T) -> Self {
        let put = Put::encoded(self.db.clone(), item, Presence::Any);
        self.write::<Put<T>>(put)
    }

    /// Writes an item whose key must not be taken.
    pub fn create<T: DynamoTable>(self, item: &T) -> Self {
        let create = Put::encoded(self.db.clone(), item, Presence::Refused);
        self.write::<Put<T>>(create)
    }

    /// Changes an item, which must be there.
    pub fn update<A, W>(self, target: A, changes: impl FnOnce(Update<A::Table, A::Given>) -> W) -> Self
    where
        A: Target,
        W: Transacts<Table = A::Table, Output = ()>,
    {
        let update = changes(self.db.update(target));
        self.write(update)
    }

    /// Changes an item, or makes it.
    pub fn upsert<T, W>(self, key: Key<T>, changes: impl FnOnce(Upsert<T>) -> W) -> Self
    where
        T: DynamoTable,
        W: Transacts<Table = T, Output = ()>,
    {
        let upsert = changes(self.db.upsert(key));
        self.write(upsert)
    }

    /// Deletes an item, if it is there. On a condition: `.write(db.delete(&order).only_if(|o| o.total().lt(50)))`.
    pub fn delete<A: Target<Given: Decides<A::Table> + 'static>>(self, target: A) -> Self {
        let delete = self.db.delete(target);
        self.write::<Delete<A::Table, A::Given>>(delete)
    }

    /// Changes nothing, and asks that an item is there and that this holds of it. Of a given item, the version has to be the same, too.
    pub fn check<A, C>(
        self,
        target: A,
        condition: impl FnOnce(&<A::Table as DynamoTable>::Fields<Check<A::Table>>) -> C,
    ) -> Self
    where
        A: Target,
        C: IntoCondition<Check<A::Table>>,
    {
        let check = Looked::at(self.db.clone(), target).only_if(condition);
        self.write(check)
    }

    /// Changes nothing, and asks that an item is there. Of a given item, the version has to be the same, too.
    pub fn check_present<A: Target>(self, target: A) -> Self {
        let check = Looked::at(self.db.clone(), target);
        self.write(check)
    }

    /// Changes nothing, and asks that there is no such item.
    pub fn check_absent<T: DynamoTable>(self, key: Key<T>) -> Self {
        let check = Looked::for_nothing(self.db.clone(), key);
        self.write(check)
    }

    /// Any write that could be sent alone, with all that can be said of it: a condition, another table, a version.
    pub fn write<W: Transacts<Output = ()>>(mut self, write: W) -> Self {
        self.parts.push(Asked { label: None, write: Box::new(write) });
        self
    }

    /// Names the last operation, so that it can be told from the others when it fails. The name is not sent.
    pub fn label(mut self, name: impl Into<String>) -> Self {
        match self.parts.last_mut() {
            Some(last) => last.label = Some(name.into()),
            None => self.misplaced = Some(name.into()),
        }
        self
    }

    /// Commits so many operations at a time, one transaction after the other: for more than 100, where it need not be all or nothing.
    ///
    /// This is not atomic. Each part is; where one fails, those before it stay committed, and those behind it are not sent:
    /// [`committed`](crate::Error::committed) says how many operations are.
    pub fn in_chunks(self, operations: usize) -> InChunks {
        InChunks { whole: self, operations }
    }

    /// Hands back what it cost, too.
    pub fn metered(self) -> Metered<Self> {
        Metered(self)
    }

    /// The request, readable; nothing is sent.
    ///
    /// # Errors
    /// As [`request`](Self::request).
    pub fn explain(self) -> Result<Explained> {
        Explained::new(Request::TransactWrite(Arc::new(self.request()?)))
    }

    /// The plain request, with a token of its own.
    ///
    /// # Errors
    /// As those of its writes; and when there are none, or more than 100, or two on one item, or more than 4 MB of them.
    pub fn request(mut self) -> Result<request::TransactWrite> {
        let operations = self.lower()?.into_iter().map(Part::into_labelled).collect();
        let request = request::TransactWrite::new(operations);
        request.check()?;
        Ok(request)
    }

    /// The parts, all of one time. They are taken out first: what fails to be lowered was not forgotten.
    fn lower(&mut self) -> Result<Vec<Part>> {
        let parts = mem::take(&mut self.parts);
        if let Some(label) = &self.misplaced {
            let reason = format!("the label {label:?} names the operation before it, and there is none");
            return Err(Error::invalid_request(reason).in_operation(OPERATION));
        }
        let now = SystemTime::now();
        let lower = |(number, asked): (usize, Asked)| {
            let Asked { label, write } = asked;
            let part = write.lower(&self.db, now).map_err(|error| error.in_operation(OPERATION))?;
            Ok(part.numbered(number, label))
        };
        parts.into_iter().enumerate().map(lower).collect()
    }
}

/// DynamoDB's name for it.
pub(super) const OPERATION: &str = "TransactWriteItems";

impl Operation for TransactWrite {
    type Output = ();

    async fn run(mut self, metered: bool) -> Result<((), Capacity)> {
        let parts = self.lower()?;
        let kind = check(&self.db, &parts, parts.len())?;
        Ok(((), commit(&self.db, kind, parts, metered).await?))
    }
}

/// Writes that are committed in parts: [`TransactWrite::in_chunks`].
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Order>().await?;
/// # for id in 1..=5 { db.put(&order(id)).await?; }
/// let many = (6..=9).fold(db.transact_write(), |all, id| all.create(&order(id)));
/// many.in_chunks(3).await?;
/// assert_eq!(db.scan::<Order>().count().await?, 9);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct InChunks {
    whole: TransactWrite,
    operations: usize,
}

impl InChunks {
    /// Hands back what it cost, too.
    pub fn metered(self) -> Metered<Self> {
        Metered(self)
    }
}

impl Operation for InChunks {
    type Output = ();

    async fn run(mut self, metered: bool) -> Result<((), Capacity)> {
        let parts = self.whole.lower()?;
        let (mut spent, mut committed) = (Capacity::default(), 0);
        if self.operations == 0 {
            return Err(Error::invalid_request("chunks of no operations commit nothing").in_operation(OPERATION));
        }
        let kind = check(&self.whole.db, &parts, self.operations)?;
        let mut left = parts.into_iter();
        while left.len() > 0 {
            let chunk: Vec<_> = left.by_ref().take(self.operations).collect();
            let operations = chunk.len();
            let sent = commit(&self.whole.db, kind, chunk, metered).await;
            spent.add(&sent.map_err(|error| error.with_committed(committed))?);
            committed += operations;
        }
        Ok(((), spent))
    }
}

/// Writes that are dropped are lost: that is seldom meant.
impl Drop for TransactWrite {
    fn drop(&mut self) {
        chunks::warn_of_dropped(self.parts.len(), "a transaction was dropped before it was sent");
    }
}

awaitable!(TransactWrite, InChunks);
