use std::sync::Arc;

use super::answers::Asking;
use super::chunks::{self, Sending};
use super::expired::Expired;
use super::row::{Entity, Reads, Selected};
use super::run::{Metered, Operation, awaitable};
use super::wanted::{Found, List, Wanted};
use crate::db::Db;
use crate::error::Result;
use crate::expr::{Select, Selection};
use crate::output::{Explained, Progress};
use crate::request::{self, Request, TableName};
use crate::response::{Capacity, Rows};
use crate::table::{DynamoEntities, DynamoTable};

/// DynamoDB's name for it.
const OPERATION: &str = "BatchGetItem";
/// DynamoDB's limit for one request.
const MOST: usize = 100;

/// Items by their keys, any number and any mix of tables: [`Db::batch_get`].
///
/// It is sent in chunks, several at a time. Keys that the engine leaves unprocessed are asked for again; when that does not help, it fails
/// with [`Unprocessed`](crate::error::ErrorKind::Unprocessed): the error has the keys that were not read
/// ([`unprocessed`](crate::Error::unprocessed)) and all that was ([`take_read`](crate::Error::take_read)). One item that does not fit its
/// type fails it, too, with the same two.
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
/// let keys = [Order::key("ada", 2), Order::key("ada", 9), Order::key("ada", 1)];
/// let orders: Vec<Option<Order>> = db.batch_get(keys.clone()).consistent().await?;
/// assert_eq!(orders, [Some(order(2)), None, Some(order(1))]);
/// let totals: Vec<u64> = db.batch_get(keys).select(|o| o.total()).found().await?;
/// assert_eq!(totals, [20, 10]);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct BatchGet<W> {
    db: Db,
    pub(super) wanted: W,
    sending: Sending,
}

impl<W: Wanted> BatchGet<W> {
    pub(crate) fn new(db: Db, wanted: W) -> Self {
        Self { db, wanted, sending: Sending::new() }
    }

    /// Sees every write acknowledged before it.
    pub fn consistent(mut self) -> Self {
        self.wanted.each(&|how| how.consistent = true);
        self
    }

    /// Hands back items that have expired and are not deleted yet, too.
    pub fn include_expired(mut self) -> Self {
        self.wanted.each(&|how| how.expired = Expired::Included);
        self
    }

    /// The most keys of one request: 1 to 100, and 100 unless something else is said.
    pub fn chunk(mut self, keys: usize) -> Self {
        self.sending.set_chunk(keys);
        self
    }

    /// How many requests are on their way at the same time: 4 unless something else is said.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.sending.set_concurrency(requests);
        self
    }

    /// Tells how far it is, each time that a chunk is answered. A key that is asked for twice counts once.
    pub fn on_progress(mut self, tell: impl FnMut(Progress) + Send + 'static) -> Self {
        self.sending.set_progress(tell);
        self
    }

    /// Hands back what it cost, too.
    pub fn metered(self) -> Metered<Self> {
        Metered(self)
    }

    /// The request, readable; nothing is sent. It has all keys, however many chunks they would be sent in.
    ///
    /// # Errors
    /// When a key cannot hold what it was given.
    pub fn explain(self) -> Result<Explained> {
        Explained::new(Request::BatchGet(Arc::new(self.request()?)))
    }

    /// The plain request, with all keys.
    ///
    /// # Errors
    /// When a key cannot hold what it was given.
    pub fn request(self) -> Result<request::BatchGet> {
        let mut asking = Asking::new(self.db, OPERATION);
        self.wanted.ask(&mut asking)?;
        Ok(request::BatchGet { tables: asking.tables(), metered: false })
    }

    fn with<V>(self, change: impl FnOnce(W) -> V) -> BatchGet<V> {
        BatchGet { db: self.db, wanted: change(self.wanted), sending: self.sending }
    }
}

impl<T: DynamoTable + Send> BatchGet<List<T>> {
    /// Hands back these attributes instead of whole items.
    pub fn select<R>(self, what: impl FnOnce(&T::Fields<Select<T>>) -> R) -> BatchGet<List<T, Selected<R>>>
    where
        R: Selection<T, Output: Send + 'static> + Send + Sync + 'static,
    {
        self.with(|list| list.select(what))
    }

    /// Hands back items of whichever kind they are.
    pub fn entities<E: DynamoEntities + Send + 'static>(self) -> BatchGet<List<T, Entity<E>>> {
        self.with(List::entities)
    }
}

impl<T: DynamoTable, R: Reads<T>> BatchGet<List<T, R>> {
    /// Leaves out what is not there, instead of giving `None` for it.
    pub fn found(self) -> BatchGet<Found<T, R>> {
        self.with(Found)
    }

    /// Reads from this table instead of the type's own.
    pub fn in_table(mut self, name: impl Into<String>) -> Self {
        self.wanted.how.table = Some(TableName::Owned(name.into()));
        self
    }
}

impl<W: Wanted> Operation for BatchGet<W> {
    type Output = W::Output;

    async fn run(self, metered: bool) -> Result<(W::Output, Capacity)> {
        let (asked, failure) = read(&self.db, self.wanted, self.sending, metered).await?;
        let (output, unfit) = W::answer(asked);
        // An item that does not fit stays so however often it is asked for: that is told first, and what is left to ask for with it.
        let error = match (failure, unfit) {
            (Read::Done(capacity), None) => return Ok((output, capacity)),
            (Read::Done(_), Some(unfit)) => unfit,
            (Read::Failed(error), None) => error,
            (Read::Failed(error), Some(unfit)) => unfit.with_leftovers_of(&error),
        };
        Err(error.with_read(output))
    }
}

/// How a batch of reads went.
pub(super) enum Read {
    /// All of it, at this cost.
    Done(Capacity),
    /// A part of it.
    Failed(crate::error::Error),
}

/// Reads all that is wanted, chunk by chunk.
pub(super) async fn read<W: Wanted>(db: &Db, wanted: W, sending: Sending, metered: bool) -> Result<(W::Asked, Read)> {
    let size = sending.chunk(MOST)?;
    let mut asking = Asking::new(db.clone(), OPERATION);
    let asked = wanted.ask(&mut asking)?;
    let (answers, chunks) = asking.into_chunks(size, metered);
    let sinks: Vec<_> = chunks.iter().filter_map(|chunk| chunk.rows.clone()).collect();
    let ran = chunks::run(db, chunks, sending, &answers.members).await;
    // A reply that was cut short may have left rows behind: they do not count.
    sinks.iter().for_each(Rows::begin);
    if ran.is_complete() {
        return Ok((asked, Read::Done(ran.capacity)));
    }
    let left = answers.leftovers(&ran.left);
    Ok((asked, Read::Failed(ran.error(OPERATION, left))))
}

awaitable!(BatchGet<W>);
