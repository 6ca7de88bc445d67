use std::sync::Arc;

use super::answers::Asking;
use super::chunks;
use super::expired::Expired;
use super::row::{Entity, Reads, Selected};
use super::run::{Metered, Operation, awaitable};
use super::wanted::{Found, IntoWanted, List, Wanted};
use crate::db::Db;
use crate::error::Result;
use crate::expr::{Select, Selection};
use crate::output::Explained;
use crate::request::{self, Request, TableName};
use crate::response::Capacity;
use crate::table::{DynamoEntities, DynamoTable};

/// DynamoDB's name for it.
const OPERATION: &str = "TransactGetItems";

/// Items by their keys, up to 100 from any mix of tables, as they all are at one moment: [`Db::transact_get`].
///
/// A transaction that writes one of them meanwhile makes it begin again; in the end it fails with
/// [`TransactionConflict`](crate::error::ErrorKind::TransactionConflict).
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
/// let (first, rest) = db.transact_get((Order::key("ada", 1), [Order::key("ada", 2), Order::key("ada", 9)])).await?;
/// assert_eq!((first, rest), (Some(order(1)), vec![Some(order(2)), None]));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct TransactGet<W> {
    db: Db,
    wanted: W,
}

impl<W: Wanted> TransactGet<W> {
    pub(crate) fn new(db: Db, wanted: W) -> Self {
        Self { db, wanted }
    }

    /// Hands back items that have expired and are not deleted yet, too.
    pub fn include_expired(mut self) -> Self {
        self.wanted.each(&|how| how.expired = Expired::Included);
        self
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
        Explained::new(Request::TransactGet(Arc::new(self.request()?)))
    }

    /// The plain request.
    ///
    /// # Errors
    /// When a key cannot hold what it was given, and when there are no keys, or more than 100 different ones.
    pub fn request(self) -> Result<request::TransactGet> {
        let mut asking = Asking::new(self.db, OPERATION);
        self.wanted.ask(&mut asking)?;
        lowered(&asking, false)
    }

    fn with<V>(self, change: impl FnOnce(W) -> V) -> TransactGet<V> {
        TransactGet { db: self.db, wanted: change(self.wanted) }
    }
}

fn lowered(asking: &Asking, metered: bool) -> Result<request::TransactGet> {
    let request = request::TransactGet { tables: asking.tables(), metered };
    request.check().map_err(|error| error.in_operation(OPERATION))?;
    Ok(request)
}

impl<T: DynamoTable + Send> TransactGet<List<T>> {
    /// Hands back these attributes instead of whole items.
    pub fn select<R>(self, what: impl FnOnce(&T::Fields<Select<T>>) -> R) -> TransactGet<List<T, Selected<R>>>
    where
        R: Selection<T, Output: Send + 'static> + Send + Sync + 'static,
    {
        self.with(|list| list.select(what))
    }

    /// Hands back items of whichever kind they are.
    pub fn entities<E: DynamoEntities + Send + 'static>(self) -> TransactGet<List<T, Entity<E>>> {
        self.with(List::entities)
    }
}

impl<T: DynamoTable, R: Reads<T>> TransactGet<List<T, R>> {
    /// Leaves out what is not there, instead of giving `None` for it.
    pub fn found(self) -> TransactGet<Found<T, R>> {
        self.with(Found)
    }

    /// Reads from this table instead of the type's own.
    pub fn in_table(mut self, name: impl Into<String>) -> Self {
        self.wanted.how.table = Some(TableName::Owned(name.into()));
        self
    }
}

/// What is read by another transaction becomes a part of this one, with all that was said of its reading.
impl<W: Wanted> IntoWanted for TransactGet<W> {
    type Wanted = W;

    fn into_wanted(self) -> W {
        self.wanted
    }
}

impl<W: Wanted> Operation for TransactGet<W> {
    type Output = W::Output;

    async fn run(self, metered: bool) -> Result<(W::Output, Capacity)> {
        let mut asking = Asking::new(self.db.clone(), OPERATION);
        let asked = self.wanted.ask(&mut asking)?;
        let request = Request::TransactGet(Arc::new(lowered(&asking, metered)?));
        let (kind, rows) = asking.into_rows().map_err(|error| error.in_operation(OPERATION))?;
        let reply = chunks::send(&self.db, kind, request, Some(&rows)).await?;
        match W::answer(asked) {
            (output, None) => Ok((output, reply.capacity)),
            (output, Some(unfit)) => Err(unfit.with_read(output)),
        }
    }
}

awaitable!(TransactGet<W>);
