use super::{Capacity, Cursor};
use crate::error::Error;
use crate::table::{DynamoTable, Key};

/// Some of the rows of a query or a scan, and where it goes on.
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
/// let page = db.query(Order::partition("ada")).filter(|o| o.total().gt(10)).page_size(3).page().await?;
/// assert_eq!((page.items.len(), page.scanned), (2, 3));
/// let rest = db.query(Order::partition("ada")).filter(|o| o.total().gt(10)).after(page.next).all().await?;
/// assert_eq!(rest, [order(4), order(5)]);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page begins; `None` after the last one. A page may be empty and have a next one: DynamoDB filters what it has read.
    pub next: Option<Cursor>,
    /// What it cost.
    pub capacity: Capacity,
    /// The rows that DynamoDB looked at, before the filter.
    pub scanned: u64,
    /// The rows of other kinds that came with it, and were left out.
    pub foreign: u64,
    /// The rows that do not fit their type, where the read is [`lenient`](crate::operation::Read::lenient): elsewhere they fail it.
    pub failures: Vec<Error>,
}

impl<T> Page<T> {
    pub(crate) fn new() -> Self {
        Self {
            items: Vec::new(),
            next: None,
            capacity: Capacity::default(),
            scanned: 0,
            foreign: 0,
            failures: Vec::new(),
        }
    }
}

/// Good rows, and those that do not fit their type.
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
/// let sifted = db.query(Order::partition("ada")).lenient().all().await?;
/// for error in &sifted.failures {
///     println!("{:?} does not fit: {error}", error.key());
/// }
/// assert_eq!(sifted.items.len(), 5);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug)]
pub struct Sifted<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Why the others do not fit, each with the key of its item.
    pub failures: Vec<Error>,
}

/// Whole items that an index led to, in the index's order.
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
/// let found = db.query(Order::by_status().partition("new").sk(|s| s.ge("2026-01-04"))).hydrate().await?;
/// assert_eq!(found.items, [order(4), order(5)]);
/// assert!(found.missing.is_empty() && found.next.is_none());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug)]
pub struct Hydrated<T: DynamoTable> {
    /// The items.
    pub items: Vec<T>,
    /// The keys that the index gave and the table does not have (any more).
    pub missing: Vec<Key<T>>,
    /// Where the next page begins; `None` after the last one.
    pub next: Option<Cursor>,
    /// What it cost.
    pub capacity: Capacity,
}
