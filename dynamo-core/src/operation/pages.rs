//! What is wanted of a read: a page, all rows, the first, their number.

use super::read::{Extent, Limited, Read, Unlimited};
use super::row::{Keys, Reads, Whole};
use super::run::{Metered, Operation, awaitable};
use super::walk::{Chunk, Walk};
use crate::backend::Feature;
use crate::error::{Error, Result};
use crate::output::{Page, Sifted};
use crate::request::Returns;
use crate::response::Capacity;

/// One page of a read, or the pages that a limited one takes: [`Read::page`].
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
/// let page = db.query(Order::partition("ada")).page_size(2).page().await?;
/// assert_eq!((page.items.len(), page.next.is_some()), (2, true));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct OnePage<K: Extent, R = Whole, L = Unlimited>(Read<K, R, L>, OnError);

/// All rows of a read: [`Read::all`].
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
/// let (orders, capacity) = db.query(Order::partition("ada")).page_size(2).all().metered().await?;
/// assert_eq!(orders.len(), 5);
/// assert!(capacity.total > 0.0);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct All<K: Extent, R = Whole, L = Unlimited>(Read<K, R, L>);

/// The first row of a read: [`Read::first`].
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
/// assert_eq!(db.query(Order::partition("ada")).descending().first().await?, Some(order(5)));
/// assert_eq!(db.query(Order::partition("bob")).first().await?, None);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct First<K: Extent, R = Whole, L = Unlimited>(Read<K, R, L>);

/// The number of a read's rows: [`Read::count`].
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
/// assert_eq!(db.query(Order::partition("ada")).filter(|o| o.total().gt(20)).count().await?, 3);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct Count<K: Extent, R = Whole, L = Unlimited>(Read<K, R, L>);

/// A read that goes on over rows that do not fit their type: [`Read::lenient`].
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
/// # use aws_sdk_dynamodb::types::AttributeValue;
/// # let mut odd = order(6).to_item()?;
/// # odd.insert("total".into(), AttributeValue::S("much".into()));
/// # db.sdk().expect("a client").put_item().table_name("orders").set_item(Some(odd)).send().await.expect("a put");
/// assert!(db.query(Order::partition("ada")).all().await.is_err());
/// let page = db.query(Order::partition("ada")).lenient().page().await?;
/// assert_eq!((page.items.len(), page.failures.len()), (5, 1));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a read does nothing until its rows are asked for"]
pub struct Lenient<K: Extent, R = Whole, L = Unlimited>(Read<K, R, L>);

/// All rows of a lenient read: [`Lenient::all`].
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
/// let sifted = db.scan::<Order>().lenient().all().await?;
/// assert_eq!((sifted.items.len(), sifted.failures.len()), (5, 0));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct AllLenient<K: Extent, R = Whole, L = Unlimited>(Read<K, R, L>);

/// What becomes of a row that does not fit its type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OnError {
    Fail,
    Keep,
}

impl<K: Extent, R: Reads<K::Index>, L: Send + 'static> Read<K, R, L> {
    /// One page, with a cursor to the next. With [`take`](Self::take) it gathers that many rows.
    pub fn page(self) -> OnePage<K, R, L> {
        OnePage(self, OnError::Fail)
    }

    /// All rows, page by page, in one `Vec`. It fails where one does not fit its type.
    pub fn all(self) -> All<K, R, L> {
        All(self)
    }

    /// The first row, if there is one.
    pub fn first(self) -> First<K, R, L> {
        First(self.map_options(|options| options.take = options.take.map_or(Some(1), |rows| Some(rows.min(1)))))
    }

    /// The number of rows, over all pages: exact, of this kind only, and with the filter.
    pub fn count(self) -> Count<K, R, L> {
        Count(self)
    }

    /// Keeps rows that do not fit their type apart, and goes on.
    pub fn lenient(self) -> Lenient<K, R, L> {
        Lenient(self)
    }

    pub(super) fn walk(self, metered: bool) -> Result<Walk<K::Index, R>> {
        let (plan, rows, call) = self.plan(metered).map_err(|error| error.in_operation(K::OPERATION))?;
        Ok(Walk::new(plan, rows, call))
    }
}

impl<K: Extent, R: Reads<K::Index>, L: Send + 'static> Lenient<K, R, L> {
    /// One page, with the rows that do not fit in [`Page::failures`].
    pub fn page(self) -> OnePage<K, R, L> {
        OnePage(self.0, OnError::Keep)
    }

    /// All rows, and those that do not fit.
    pub fn all(self) -> AllLenient<K, R, L> {
        AllLenient(self.0)
    }
}

/// Hands back what it cost, too.
macro_rules! metered {
    ($($name:ident)*) => { $(
        impl<K: Extent, R, L> $name<K, R, L> {
            /// Hands back what it cost, too: summed over all requests.
            pub fn metered(self) -> Metered<Self> {
                Metered(self)
            }
        }
    )* };
}

metered!(All First Count AllLenient);

impl<K: Extent, R: Reads<K::Index>, L: Send + 'static> Operation for OnePage<K, R, L> {
    type Output = Page<R::Output>;

    async fn run(self, metered: bool) -> Result<(Self::Output, Capacity)> {
        let Self(read, on_error) = self;
        // A page says what it cost without being asked, where the engine knows.
        let metered = metered || read.call().has(Feature::CapacityFigures);
        let walk = read.walk(metered)?;
        let mut walk = if walk.is_limited() { walk } else { walk.one_page() };
        let mut page = Page::new();
        while let Some(Chunk { rows, foreign, scanned, capacity, .. }) = walk.next().await? {
            page.capacity.add(&capacity);
            (page.foreign, page.scanned) = (page.foreign + foreign, page.scanned + scanned);
            for row in rows {
                match (row, on_error) {
                    (Ok(row), _) => page.items.push(row),
                    (Err(error), OnError::Keep) => page.failures.push(error),
                    (Err(error), OnError::Fail) => return Err(error),
                }
            }
        }
        page.next = walk.cursor();
        let capacity = page.capacity.clone();
        Ok((page, capacity))
    }
}

/// Awaiting a limited read gathers its page.
impl<K: Extent, R: Reads<K::Index>> Operation for Read<K, R, Limited> {
    type Output = Page<R::Output>;

    async fn run(self, metered: bool) -> Result<(Self::Output, Capacity)> {
        self.page().run(metered).await
    }
}

impl<K: Extent, R: Reads<K::Index>, L: Send + 'static> Operation for All<K, R, L> {
    type Output = Vec<R::Output>;

    async fn run(self, metered: bool) -> Result<(Self::Output, Capacity)> {
        let mut all = Vec::new();
        let capacity = each(self.0.walk(metered)?, |row| row.map(|row| all.push(row))).await?;
        Ok((all, capacity))
    }
}

impl<K: Extent, R: Reads<K::Index>, L: Send + 'static> Operation for AllLenient<K, R, L> {
    type Output = Sifted<R::Output>;

    async fn run(self, metered: bool) -> Result<(Self::Output, Capacity)> {
        let mut sifted = Sifted { items: Vec::new(), failures: Vec::new() };
        let keep = |row: Result<R::Output, Error>| {
            match row {
                Ok(row) => sifted.items.push(row),
                Err(error) => sifted.failures.push(error),
            }
            Ok(())
        };
        let capacity = each(self.0.walk(metered)?, keep).await?;
        Ok((sifted, capacity))
    }
}

impl<K: Extent, R: Reads<K::Index>, L: Send + 'static> Operation for First<K, R, L> {
    type Output = Option<R::Output>;

    async fn run(self, metered: bool) -> Result<(Self::Output, Capacity)> {
        let mut first = None;
        let capacity = each(self.0.walk(metered)?, |row| row.map(|row| first = Some(row))).await?;
        Ok((first, capacity))
    }
}

impl<K: Extent, R: Reads<K::Index>, L: Send + 'static> Operation for Count<K, R, L> {
    type Output = u64;

    async fn run(self, metered: bool) -> Result<(u64, Capacity)> {
        // The keys alone tell neither the kinds of an enum nor what a local index does not hold.
        if !R::ONE_KIND || R::RETURNS == Returns::WholeItems {
            let mut count = 0;
            let capacity = each(self.0.walk(metered)?, |row| row.map(|_| count += 1)).await?;
            return Ok((count, capacity));
        }
        let (mut plan, rows, call) =
            self.0.with_rows(Keys).plan(metered).map_err(|error| error.in_operation(K::OPERATION))?;
        let by_engine = plan.counting();
        let mut walk = Walk::<K::Index, Keys>::new(plan, rows, call);
        let (mut count, mut capacity) = (0, Capacity::default());
        while let Some(chunk) = walk.next().await? {
            count += if by_engine { chunk.count } else { fitting(chunk.rows)? };
            capacity.add(&chunk.capacity);
        }
        walk.finished()?;
        Ok((count, capacity))
    }
}

/// The number of rows, all of which have to fit.
fn fitting<T>(rows: Vec<Result<T>>) -> Result<u64> {
    rows.into_iter().try_fold(0, |count, row| row.map(|_| count + 1))
}

/// Hands over every row there is, and says what they cost.
async fn each<Ix: crate::table::Source, R: Reads<Ix>>(
    mut walk: Walk<Ix, R>,
    mut take: impl FnMut(Result<R::Output>) -> Result<()> + Send,
) -> Result<Capacity> {
    let mut capacity = Capacity::default();
    while let Some(chunk) = walk.next().await? {
        capacity.add(&chunk.capacity);
        chunk.rows.into_iter().try_for_each(&mut take)?;
    }
    walk.finished()?;
    Ok(capacity)
}

awaitable!(
    OnePage<K: Extent, R, L>,
    All<K: Extent, R, L>,
    AllLenient<K: Extent, R, L>,
    First<K: Extent, R, L>,
    Count<K: Extent, R, L>,
    Read<K: Extent, R, L>,
);
