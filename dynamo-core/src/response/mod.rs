//! What comes back, as plain data, and the sink that rows go into on their way.

mod rows;

use std::fmt;

pub use rows::{Rows, Sink};

use crate::error::Error;
use crate::schema::TableDefinition;
use crate::value::Item;

/// What an engine answered, beside the rows.
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
/// use std::sync::Arc;
/// use dynamo_core::request::Request;
///
/// let query = db.query(Order::partition("ada")).filter(|o| o.total().gt(30)).request()?;
/// let reply = db.execute(Request::Query(Arc::new(query)), None).await?;
/// assert_eq!((reply.count, reply.scanned), (2, 5));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Clone, Default)]
pub struct Reply {
    /// Where the next page begins; `None` after the last one.
    pub cursor: Option<Item>,
    /// The rows that matched.
    pub count: u64,
    /// The rows that were looked at.
    pub scanned: u64,
    /// What it cost.
    pub capacity: Capacity,
    /// The item as a write left it, or as it was before, where the write asked for it.
    pub returned: Option<Item>,
    /// The members of a batch that were not done: the table, and the key attributes or the item.
    pub unprocessed: Vec<(String, Item)>,
    /// What ended a batch that was done in part.
    pub stopped: Option<Error>,
    /// What a table looks like.
    pub described: Option<Box<Described>>,
    /// How a table's items expire.
    pub ttl: Option<TtlState>,
    /// Whether the write was carried out by an attempt whose answer was lost: a later one found what the first had left.
    pub recognized: bool,
    /// Whether the answer to an earlier attempt was lost, so that what a batch has left may have been done.
    pub lost_answer: bool,
    /// How often it was sent; 0 where nobody counted.
    pub attempts: u32,
    /// Whether the rows were decoded from the reply's bytes, or the items written into the request's, without attribute maps between.
    pub direct: bool,
}

/// Items are not printed: they may hold what must not be.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Reply");
        out.field("count", &self.count).field("scanned", &self.scanned).field("capacity", &self.capacity);
        out.field("has_cursor", &self.cursor.is_some()).field("has_returned", &self.returned.is_some());
        out.field("unprocessed", &self.unprocessed.len()).field("stopped", &self.stopped);
        out.field("attempts", &self.attempts)
            .field("described", &self.described)
            .field("ttl", &self.ttl)
            .field("recognized", &self.recognized)
            .field("lost_answer", &self.lost_answer)
            .field("direct", &self.direct)
            .finish()
    }
}

/// A table as it is found.
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
/// use dynamo_core::request::{DescribeTable, Request};
///
/// let reply = db.execute(Request::DescribeTable(DescribeTable { table: "orders".into() }), None).await?;
/// let described = reply.described.expect("a table");
/// assert_eq!(described.definition.indexes[0].name, "by_status");
/// assert!(described.coming.is_empty());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// Whether it can be used.
    pub status: TableStatus,
    /// What it looks like, without the attribute that items expire by, which is asked for by itself. Indexes that are being deleted are
    /// left out.
    pub definition: TableDefinition,
    /// Those of its indexes that cannot be read yet: they are being made.
    pub coming: Vec<String>,
}

/// What is going on with a table.
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
/// use dynamo_core::request::{DescribeTable, Request};
/// use dynamo_core::response::TableStatus;
///
/// let reply = db.execute(Request::DescribeTable(DescribeTable { table: "users".into() }), None).await?;
/// assert!(reply.described.is_some_and(|described| described.status == TableStatus::Ready));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableStatus {
    /// It and all its indexes can be used, and changed.
    Ready,
    /// It can be used. It, or an index, is being made, changed or deleted, so that it cannot be changed now.
    Changing,
    /// It is being made, and cannot be used yet.
    Creating,
    /// It is being deleted.
    Deleting,
}

/// How a table's items expire.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "sessions")]
/// # struct Session { #[pk] id: u32, #[ttl] until: Option<Ttl> }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Session>().await?;
/// use dynamo_core::request::{DescribeTtl, Request};
/// use dynamo_core::response::TtlState;
///
/// let reply = db.execute(Request::DescribeTtl(DescribeTtl { table: "sessions".into() }), None).await?;
/// assert_eq!(reply.ttl, Some(TtlState::On("until".into())));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TtlState {
    /// They do not.
    Off,
    /// They soon will not: it cannot be switched on meanwhile.
    SwitchingOff,
    /// By this attribute, or they soon will.
    On(String),
}

/// What a call cost, in DynamoDB's units: summed over all requests that it took. Engines that do not charge leave it at zero.
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
/// let (_, capacity) = db.query(Order::partition("ada")).all().metered().await?;
/// assert!(capacity.total > 0.0 && capacity.total < 5.0);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Capacity {
    /// All of it.
    pub total: f64,
    /// The table's part.
    pub table: f64,
    /// The part of each index, by its name.
    pub indexes: Vec<(String, f64)>,
}

impl Capacity {
    /// Adds what another request cost.
    pub fn add(&mut self, other: &Self) {
        self.total += other.total;
        self.table += other.table;
        for (index, units) in &other.indexes {
            match self.indexes.iter_mut().find(|(known, _)| known == index) {
                Some((_, sum)) => *sum += units,
                None => self.indexes.push((index.clone(), *units)),
            }
        }
    }
}
