//! From an index to the whole items.

use std::collections::VecDeque;

use futures_util::stream;

use super::answers::Slot;
use super::batch_get::{Read as BatchRead, read};
use super::call::Call;
use super::chunks::Sending;
use super::expired::Expired;
use super::read::{Extent, Limited, Read, Unlimited};
use super::row::{Keys, Whole};
use super::run::{Metered, Operation, awaitable};
use super::stream::RowStream;
use super::walk::Walk;
use super::wanted::{HowRead, List};
use crate::backend::Feature;
use crate::error::Result;
use crate::output::{Explained, Hydrated};
use crate::response::Capacity;
use crate::table::{DynamoTable, Key, Source};

/// The whole items that an index leads to, in its order: [`Read::hydrate`].
///
/// The index is read for keys, page by page, and each page's items are fetched from the table in batches. An item may have changed since
/// the index has heard of it: it is given as it is now. One that is gone is in [`Hydrated::missing`].
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
/// // The index does not hold `lines`; the table does.
/// let whole = db.query(Order::by_status().partition("new")).hydrate().await?;
/// assert_eq!((whole.items.len(), &*whole.items[0].lines[0], whole.missing.len()), (5, "tea", 0));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct Hydrate<K: Extent, L = Unlimited> {
    read: Read<K, Keys, L>,
    consistent: bool,
}

/// One page of hydrated items, or the pages that a limited read takes: [`Hydrate::page`].
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
/// let page = db.query(Order::by_status().partition("new")).page_size(2).hydrate().page().await?;
/// assert_eq!(page.items, [order(1), order(2)]);
/// assert!(page.next.is_some());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct HydratedPage<K: Extent, L = Unlimited>(Hydrate<K, L>);

type TableOf<K> = <<K as Extent>::Index as Source>::Table;

impl<K: Extent, L> Read<K, Whole, L> {
    /// Fetches the whole items of the rows from the table, in batches. Filters, limits and cursors stay those of the index.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "posts")]
    /// # #[gsi(by_topic, pk = topic, sk = day, keys_only)]
    /// # struct Post { #[pk] id: String, topic: String, day: String, text: String }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<Post>().await?;
    /// # for day in ["2", "1"] { db.put(&Post { id: day.into(), topic: "rust".into(), day: day.into(), text: "..".into() }).await?; }
    /// let posts = db.query(Post::by_topic().partition("rust")).hydrate().await?;
    /// assert_eq!(posts.items.iter().map(|post| (&*post.day, &*post.text)).collect::<Vec<_>>(), [("1", ".."), ("2", "..")]);
    /// assert!(posts.missing.is_empty());
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn hydrate(self) -> Hydrate<K, L> {
        Hydrate { read: self.with_rows(Keys), consistent: false }
    }
}

impl<K: Extent, L> Hydrate<K, L> {
    /// Fetches the items consistently: as every write acknowledged before left them. Which items they are the index says.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Ends behind this many items; those that are missing do not count. Awaited as it is, it has a cursor to the rest.
    pub fn take(self, items: u64) -> Hydrate<K, Limited> {
        Hydrate { read: self.read.take(items), consistent: self.consistent }
    }

    /// Hands back what it cost, too: the index and the table together.
    pub fn metered(self) -> Metered<Self> {
        Metered(self)
    }

    /// The request for the first page of the index, readable; nothing is sent.
    ///
    /// # Errors
    /// When a key or a condition cannot hold what it was given.
    pub fn explain(self) -> Result<Explained> {
        self.read.explain()
    }
}

impl<K, L> Hydrate<K, L>
where
    K: Extent<Index: Source<Table: Send>>,
    L: Send + 'static,
{
    /// One page of the index, with a cursor to the next. With [`take`](Self::take) it gathers that many items.
    pub fn page(self) -> HydratedPage<K, L> {
        HydratedPage(self)
    }

    /// Item by item. One that does not fit its type is an `Err`, and the stream goes on. One that is missing is left out:
    /// [`pages`](Self::pages) tells of those.
    pub fn stream(self) -> RowStream<TableOf<K>> {
        match self.hydrating(false) {
            Ok(hydrating) => RowStream::new(stream::unfold(Some((hydrating, VecDeque::new())), item)),
            Err(error) => RowStream::refused(error),
        }
    }

    /// Page by page, each with the keys of its items that are missing, and the cursor behind it.
    pub fn pages(self) -> RowStream<Hydrated<TableOf<K>>> {
        let metered = self.read.call().has(Feature::CapacityFigures);
        match self.hydrating(metered) {
            Ok(hydrating) => RowStream::new(stream::unfold(Some(hydrating), page)),
            Err(error) => RowStream::refused(error),
        }
    }

    fn hydrating(self, metered: bool) -> Result<Hydrating<K::Index>> {
        let (call, expired) = (self.read.call(), self.read.options().expired);
        let walk = self.read.walk(metered)?;
        let fetching = Fetching { call, expired, consistent: self.consistent, metered };
        Ok(Hydrating { walk, fetching })
    }

    /// All items, or all that are wanted.
    async fn gathered(self, metered: bool, one_page: bool) -> Result<(Hydrating<K::Index>, Hydrated<TableOf<K>>)> {
        // It says what it cost without being asked, where the engine knows.
        let metered = metered || self.read.call().has(Feature::CapacityFigures);
        let mut hydrating = self.hydrating(metered)?;
        if one_page && !hydrating.walk.is_limited() {
            hydrating.walk = hydrating.walk.one_page();
        }
        let mut all = Hydrated { items: Vec::new(), missing: Vec::new(), next: None, capacity: Capacity::default() };
        while let Some(Items { rows, missing, capacity }) = hydrating.next().await? {
            all.capacity.add(&capacity);
            all.missing.extend(missing);
            for row in rows {
                all.items.push(row?);
            }
        }
        all.next = hydrating.walk.cursor();
        Ok((hydrating, all))
    }
}

/// A read of keys on its way.
struct Hydrating<Ix: Source> {
    walk: Walk<Ix, Keys>,
    fetching: Fetching<Ix::Table>,
}

/// How the items of keys are fetched.
struct Fetching<T> {
    call: Call<T>,
    expired: Expired,
    consistent: bool,
    metered: bool,
}

/// The items of one page of keys.
struct Items<T> {
    /// In the index's order; an error stands for one that does not fit.
    rows: Vec<Result<T>>,
    missing: Vec<Key<T>>,
    capacity: Capacity,
}

impl<Ix: Source<Table: Send>> Hydrating<Ix> {
    /// The items of the next page of keys; `None` when no more is asked for.
    async fn next(&mut self) -> Result<Option<Items<Ix::Table>>> {
        let Some(chunk) = self.walk.next().await? else { return Ok(None) };
        let handed_out = chunk.rows.iter().filter(|row| row.is_ok()).count();
        let keys: Vec<_> = chunk.rows.iter().filter_map(|row| row.as_ref().ok().cloned()).collect();
        let (slots, mut capacity) = self.fetching.fetched(keys).await?;
        capacity.add(&chunk.capacity);
        let mut items = Items { rows: Vec::with_capacity(slots.len()), missing: Vec::new(), capacity };
        let mut slots = slots.into_iter();
        for row in chunk.rows {
            match row.map(|key| (key, slots.next())) {
                Ok((_, Some(Slot::Row(item)))) => items.rows.push(Ok(item)),
                Ok((_, Some(Slot::Unfit(error)))) | Err(error) => items.rows.push(Err(error)),
                Ok((_, Some(Slot::Hidden))) => {}
                Ok((key, Some(Slot::Nothing) | None)) => items.missing.push(key),
            }
        }
        let given = items.rows.iter().filter(|row| row.is_ok()).count();
        // What led to no item does not count as taken.
        self.walk.want_more(handed_out.saturating_sub(given));
        Ok(Some(items))
    }
}

impl<T: DynamoTable + Send> Fetching<T> {
    async fn fetched(&self, keys: Vec<Key<T>>) -> Result<(Vec<Slot<T>>, Capacity)> {
        let how = HowRead {
            table: Some(self.call.table()),
            consistent: self.consistent,
            expired: self.expired,
            mixed: T::SCHEMA.may_be_mixed(),
        };
        let wanted = List { keys, rows: Whole, how };
        let (asked, read) = read(self.call.db(), wanted, Sending::new(), self.metered).await?;
        match read {
            BatchRead::Done(capacity) => Ok((asked.slots(), capacity)),
            BatchRead::Failed(error) => Err(error),
        }
    }
}

/// All items of an index.
impl<K: Extent<Index: Source<Table: Send>>> Operation for Hydrate<K, Unlimited> {
    type Output = Hydrated<TableOf<K>>;

    async fn run(self, metered: bool) -> Result<(Self::Output, Capacity)> {
        let (hydrating, all) = self.gathered(metered, false).await?;
        hydrating.walk.finished()?;
        let capacity = all.capacity.clone();
        Ok((Hydrated { next: None, ..all }, capacity))
    }
}

/// As many items as are wanted, and a cursor to the rest.
impl<K: Extent<Index: Source<Table: Send>>> Operation for Hydrate<K, Limited> {
    type Output = Hydrated<TableOf<K>>;

    async fn run(self, metered: bool) -> Result<(Self::Output, Capacity)> {
        self.page().run(metered).await
    }
}

impl<K: Extent<Index: Source<Table: Send>>, L: Send + 'static> Operation for HydratedPage<K, L> {
    type Output = Hydrated<TableOf<K>>;

    async fn run(self, metered: bool) -> Result<(Self::Output, Capacity)> {
        let (_, page) = self.0.gathered(metered, true).await?;
        let capacity = page.capacity.clone();
        Ok((page, capacity))
    }
}

/// A read of items, and those that it has brought; `None` behind the last one.
type Going<Ix> = Option<(Hydrating<Ix>, VecDeque<Result<<Ix as Source>::Table>>)>;

async fn item<Ix: Source<Table: Send>>(going: Going<Ix>) -> Option<(Result<Ix::Table>, Going<Ix>)> {
    let (mut hydrating, mut waiting) = going?;
    loop {
        if let Some(item) = waiting.pop_front() {
            return Some((item, Some((hydrating, waiting))));
        }
        match hydrating.next().await {
            Ok(Some(items)) => waiting.extend(items.rows),
            Ok(None) => return hydrating.walk.finished().err().map(|error| (Err(error), None)),
            Err(error) => return Some((Err(error), None)),
        }
    }
}

async fn page<Ix: Source<Table: Send>>(
    hydrating: Option<Hydrating<Ix>>,
) -> Option<(Result<Hydrated<Ix::Table>>, Option<Hydrating<Ix>>)> {
    let mut hydrating = hydrating?;
    let Items { rows, missing, capacity } = match hydrating.next().await {
        Ok(items) => items?,
        Err(error) => return Some((Err(error), None)),
    };
    // As with other pages: one with an item that does not fit is the last one.
    let items = match rows.into_iter().collect::<Result<Vec<_>>>() {
        Ok(items) => items,
        Err(error) => return Some((Err(error), None)),
    };
    let page = Hydrated { items, missing, next: hydrating.walk.cursor(), capacity };
    Some((Ok(page), Some(hydrating)))
}

awaitable!(Hydrate<K: Extent, L>, HydratedPage<K: Extent, L>);
