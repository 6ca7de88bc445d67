use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream;

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
#[must_use = "a stream does nothing until it is polled"]
pub struct RowStream<T>(Pin<Box<dyn Stream<Item = Result<T>> + Send>>);

impl<T> Stream for RowStream<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl<T> RowStream<T> {
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

/// How far a stream has come.
enum Place<Ix: Source, R: Reads<Ix>> {
    /// It cannot begin.
    Refused(Error),
    Going(Walk<Ix, R>, VecDeque<Result<R::Output>>),
    Ended,
}

impl<Ix: Source, R: Reads<Ix>> Place<Ix, R> {
    fn begin(walk: Result<Walk<Ix, R>>) -> Self {
        walk.map_or_else(Self::Refused, |walk| Self::Going(walk, VecDeque::new()))
    }
}

impl<K: Extent, R: Reads<K::Index>, L: Send + 'static> Read<K, R, L> {
    /// Row by row, each page fetched when the one before it is used up. A row that does not fit its type is an `Err`, and the stream goes on.
    pub fn stream(self) -> RowStream<R::Output> {
        RowStream(Box::pin(stream::unfold(Place::begin(self.walk(false)), row)))
    }

    /// Page by page; each has the cursor behind it. With [`take`](Self::take) the last one ends where that many rows were handed out.
    pub fn pages(self) -> RowStream<Page<R::Output>> {
        let metered = self.call.has(Feature::CapacityFigures);
        RowStream(Box::pin(stream::unfold(Place::begin(self.walk(metered)), page)))
    }
}

async fn row<Ix: Source, R: Reads<Ix>>(place: Place<Ix, R>) -> Option<(Result<R::Output>, Place<Ix, R>)> {
    let (mut walk, mut waiting) = match place {
        Place::Refused(error) => return Some((Err(error), Place::Ended)),
        Place::Going(walk, waiting) => (walk, waiting),
        Place::Ended => return None,
    };
    loop {
        if let Some(row) = waiting.pop_front() {
            return Some((row, Place::Going(walk, waiting)));
        }
        match walk.next().await {
            Ok(Some(chunk)) => waiting.extend(chunk.rows),
            Ok(None) => return walk.finished().err().map(|error| (Err(error), Place::Ended)),
            Err(error) => return Some((Err(error), Place::Ended)),
        }
    }
}

async fn page<Ix: Source, R: Reads<Ix>>(place: Place<Ix, R>) -> Option<(Result<Page<R::Output>>, Place<Ix, R>)> {
    let mut walk = match place {
        Place::Refused(error) => return Some((Err(error), Place::Ended)),
        Place::Going(walk, _) => walk,
        Place::Ended => return None,
    };
    let chunk = match walk.next().await {
        Ok(Some(chunk)) => chunk,
        Ok(None) => return None,
        Err(error) => return Some((Err(error), Place::Ended)),
    };
    let rows = chunk.rows.into_iter().collect::<Result<Vec<_>>>();
    let page = rows.map(|items| Page {
        items,
        next: walk.cursor(),
        capacity: chunk.capacity,
        scanned: chunk.scanned,
        foreign: chunk.foreign,
        failures: Vec::new(),
    });
    Some((page, Place::Going(walk, VecDeque::new())))
}
