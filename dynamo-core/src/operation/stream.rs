use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::{StreamExt, stream};

use super::read::{Extent, Read};
use super::row::Reads;
use super::walk::Walk;
use crate::backend::Feature;
use crate::error::{Error, Result};
use crate::output::Page;
use crate::table::Source;

/// RowStream or pages that are fetched as they are asked for: [`Read::stream`] and [`Read::pages`].
///
/// It ends behind an error of a request. An error that stands for one row does not end it.
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
/// let mut orders = db.query(Order::partition("ada")).page_size(2).stream();
/// let mut total = 0;
/// while let Some(order) = orders.next().await {
///     total += order?.total;
/// }
/// assert_eq!(total, 150);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a stream does nothing until it is polled"]
pub struct RowStream<T>(Pin<Box<dyn Stream<Item = Result<T>> + Send>>);

impl<T> Stream for RowStream<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl<T: Send + 'static> RowStream<T> {
    pub(super) fn new(rows: impl Stream<Item = Result<T>> + Send + 'static) -> Self {
        // It may be asked again behind its end.
        Self(Box::pin(rows.fuse()))
    }

    pub(super) fn refused(error: Error) -> Self {
        Self(Box::pin(stream::iter([Err(error)])))
    }

    /// The next one, without a trait in scope: `while let Some(row) = rows.next().await { … }`.
    pub async fn next(&mut self) -> Option<Result<T>> {
        std::future::poll_fn(|context| self.0.as_mut().poll_next(context)).await
    }
}

impl<T> fmt::Debug for RowStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RowStream")
    }
}

impl<K: Extent, R: Reads<K::Index>, L: Send + 'static> Read<K, R, L> {
    /// Row by row, each page fetched when the one before it is used up. A row that does not fit its type is an `Err`, and the stream goes on.
    pub fn stream(self) -> RowStream<R::Output> {
        match self.walk(false) {
            Ok(walk) => RowStream::new(stream::unfold(Some((walk, VecDeque::new())), row)),
            Err(error) => RowStream::refused(error),
        }
    }

    /// Page by page; each has the cursor behind it. A page with a row that does not fit its type is an `Err`, and the last one.
    /// With [`take`](Self::take) the last one ends where that many rows were handed out.
    pub fn pages(self) -> RowStream<Page<R::Output>> {
        let metered = self.call().has(Feature::CapacityFigures);
        match self.walk(metered) {
            Ok(walk) => RowStream::new(stream::unfold(Some(walk), page)),
            Err(error) => RowStream::refused(error),
        }
    }
}

/// A read, and the rows that it has brought; `None` behind the last one.
type Going<Ix, R> = Option<(Walk<Ix, R>, VecDeque<Result<<R as Reads<Ix>>::Output>>)>;

async fn row<Ix: Source, R: Reads<Ix>>(going: Going<Ix, R>) -> Option<(Result<R::Output>, Going<Ix, R>)> {
    let (mut walk, mut waiting) = going?;
    loop {
        if let Some(row) = waiting.pop_front() {
            return Some((row, Some((walk, waiting))));
        }
        match walk.next().await {
            Ok(Some(chunk)) => waiting.extend(chunk.rows),
            Ok(None) => return walk.finished().err().map(|error| (Err(error), None)),
            Err(error) => return Some((Err(error), None)),
        }
    }
}

async fn page<Ix: Source, R: Reads<Ix>>(
    walk: Option<Walk<Ix, R>>,
) -> Option<(Result<Page<R::Output>>, Option<Walk<Ix, R>>)> {
    let mut walk = walk?;
    let chunk = match walk.next().await {
        Ok(chunk) => chunk?,
        Err(error) => return Some((Err(error), None)),
    };
    // A page with a row that does not fit has no place for it, and is the last one.
    let items = match chunk.rows.into_iter().collect::<Result<Vec<_>>>() {
        Ok(items) => items,
        Err(error) => return Some((Err(error), None)),
    };
    let page = Page {
        items,
        next: walk.cursor(),
        capacity: chunk.capacity,
        scanned: chunk.scanned,
        foreign: chunk.foreign,
        failures: Vec::new(),
    };
    Some((Ok(page), Some(walk)))
}
