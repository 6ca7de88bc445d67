//! What is asked of the service and when: several shards at a time, each by one request after the other.
//!
//! Requests that are on their way are kept here and not in the future that waits for them, so that a reader which is given up while it waits
//! loses nothing.

use std::collections::{BTreeMap, VecDeque};
use std::pin::pin;
use std::time::{Duration, SystemTime};

use aws_sdk_dynamodbstreams::types::Record;
use futures_util::StreamExt;
use futures_util::future::{Either, select};
use futures_util::stream::FuturesUnordered;
use tokio::time::Instant;

use super::checkpoint::Place;
use super::shards::Shards;
use super::source::{Listing, Page, Source, is_stale_iterator};
use crate::backend::BoxFuture;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::middleware::Backoff;

/// How a stream is read.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    /// How many shards at a time.
    pub(super) concurrency: usize,
    /// From an answer without records to the next request.
    pub(super) pause: Duration,
    pub(super) page_size: Option<i32>,
    pub(super) backoff: Backoff,
    pub(super) until_caught_up: bool,
}

impl Default for Settings {
    fn default() -> Self {
        let (pause, backoff) = (Duration::from_secs(1), Backoff::default());
        Self { concurrency: 8, pause, page_size: None, backoff, until_caught_up: false }
    }
}

impl Settings {
    /// From an answer with so many records to the next request.
    fn pause_after(&self, records: usize) -> Duration {
        let full = self.page_size.unwrap_or(FULL);
        match i32::try_from(records) {
            Ok(0) => self.pause,
            Ok(records) if records < full => self.pause.min(NEXT_PAGE),
            _ => Duration::ZERO,
        }
    }
}

/// How often a shard must have nothing new, so that it counts as read: an answer may be empty in the middle of a shard.
const QUIET: u32 = 3;
/// From an answer that is not full to the next request: DynamoDB answers five a second for each shard.
const NEXT_PAGE: Duration = Duration::from_millis(200);
/// How many records DynamoDB gives at a time.
const FULL: i32 = 1000;
/// From one look at the list of shards to the next, where no shard has ended.
const NEXT_LISTING: Duration = Duration::from_secs(10);

/// The reading of one shard.
#[derive(Debug)]
struct Lane {
    iterator: Option<String>,
    /// When the next request is due.
    due: Instant,
    /// A request is on its way, or what it brought was not handed out yet.
    is_busy: bool,
    /// How many answers in a row were empty.
    quiet: u32,
    trouble: Trouble,
    /// Whether it began at the beginning of a shard of which only the newest is wanted.
    is_older: bool,
}

/// Failures in a row.
#[derive(Debug, Default)]
struct Trouble {
    attempts: u32,
    since: Option<Instant>,
}

impl Trouble {
    /// How long to wait before the next attempt; `None` when it is enough.
    fn pause(&mut self, backoff: &Backoff) -> Option<Duration> {
        self.attempts += 1;
        let since = *self.since.get_or_insert_with(Instant::now);
        let pause = backoff.pause(self.attempts, since.elapsed(), fastrand::f64());
        if pause.is_none() {
            *self = Self::default();
        }
        pause
    }
}

/// Records of a shard that wait to be handed out.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) shard: String,
    pub(super) records: VecDeque<Record>,
    /// Where the shard goes on; `None` behind its last record.
    next: Option<String>,
    /// Whether some of them may be older than what is wanted.
    pub(super) is_older: bool,
}

/// What a request came to.
enum Answer {
    Records(String, Result<Page>),
    Shards(Result<Listing>),
}

pub(super) struct Fetches {
    source: Source,
    settings: Settings,
    lanes: BTreeMap<String, Lane>,
    running: FuturesUnordered<BoxFuture<'static, Answer>>,
    waiting: VecDeque<Waiting>,
    listing: Lane,
    /// Whether there will be more shards.
    is_open: bool,
}

impl Lane {
    fn new(iterator: Option<String>) -> Self {
        let (due, trouble) = (Instant::now(), Trouble::default());
        Self { iterator, due, is_busy: false, quiet: 0, trouble, is_older: false }
    }

    /// After a failure: whether it is tried again by itself.
    fn failed(&mut self, shard: Option<&str>, error: Error, is_stale: bool, backoff: &Backoff) -> Result<()> {
        (self.is_busy, self.due) = (false, Instant::now());
        if is_stale {
            self.iterator = None;
        } else if error.retry_hint().is_none() {
            return Err(error);
        }
        let attempts = self.trouble.attempts + 1;
        let Some(pause) = self.trouble.pause(backoff) else { return Err(error) };
        warn(&error, shard, attempts, pause);
        self.due += pause;
        Ok(())
    }

    fn answered(&mut self) {
        self.trouble = Trouble::default();
    }
}

impl Fetches {
    /// For a stream whose shards were just listed; some of them are read on from an iterator that there is already.
    pub(super) fn new(source: Source, settings: Settings, is_open: bool, begun: Vec<(String, Option<String>)>) -> Self {
        let lanes = begun.into_iter().map(|(shard, iterator)| (shard, Lane::new(iterator))).collect();
        let listing = Lane { due: Instant::now() + NEXT_LISTING, ..Lane::new(None) };
        let (running, waiting) = (FuturesUnordered::new(), VecDeque::new());
        Self { source, settings, lanes, running, waiting, listing, is_open }
    }

    pub(super) fn source(&self) -> &Source {
        &self.source
    }

    /// The records that are handed out next.
    pub(super) fn waiting(&mut self) -> Option<&mut Waiting> {
        self.waiting.front_mut()
    }

    /// The first records that waited are used up: their shard goes on, or has ended.
    pub(super) fn used_up(&mut self, shards: &mut Shards) {
        let Some(Waiting { shard, next, .. }) = self.waiting.pop_front() else { return };
        match (next, self.lanes.get_mut(&shard)) {
            (Some(next), Some(lane)) => (lane.iterator, lane.is_busy) = (Some(next), false),
            _ => {
                self.lanes.remove(&shard);
                shards.ended(&shard);
                // It has children by now, if the stream goes on.
                if self.is_open && !shards.has_child(&shard) {
                    self.listing.due = Instant::now();
                }
            }
        }
    }

    /// Sends what is due, those first that have waited longest.
    pub(super) fn start(&mut self, shards: &Shards) {
        let now = Instant::now();
        if self.listing.due <= now && !self.listing.is_busy {
            self.listing.is_busy = true;
            let source = self.source.clone();
            self.running.push(Box::pin(async move { Answer::Shards(source.shards().await) }));
        }
        let mut due: Vec<_> = shards.ready().collect();
        for (shard, _) in &due {
            self.lanes.entry((*shard).to_owned()).or_insert_with(|| Lane::new(None));
        }
        due.retain(|(shard, _)| self.lanes.get(*shard).is_some_and(|lane| !lane.is_busy && lane.due <= now));
        due.sort_by_key(|(shard, _)| self.lanes.get(*shard).map(|lane| lane.due));
        let free = self.settings.concurrency.saturating_sub(self.lanes.values().filter(|lane| lane.is_busy).count());
        for (shard, place) in due.into_iter().take(free) {
            self.ask(shard, place);
        }
    }

    fn ask(&mut self, shard: &str, place: &Place) {
        let Some(lane) = self.lanes.get_mut(shard) else { return };
        lane.is_busy = true;
        lane.is_older |= lane.iterator.is_none() && matches!(place, Place::Since(_));
        let (iterator, source, limit) = (lane.iterator.clone(), self.source.clone(), self.settings.page_size);
        let (shard, place) = (shard.to_owned(), place.clone());
        self.running.push(Box::pin(async move {
            let page = records(&source, &shard, iterator, &place, limit).await;
            Answer::Records(shard, page)
        }));
    }

    /// Waits for an answer, or until something is due, and takes in what has come.
    pub(super) async fn progress(&mut self, db: &Db, shards: &mut Shards) -> Result<()> {
        let pause = self.next_due().saturating_duration_since(Instant::now());
        let answer = if self.running.is_empty() {
            db.sleep(pause).await;
            None
        } else {
            match select(self.running.next(), pin!(db.sleep(pause))).await {
                Either::Left((answer, _)) => answer,
                Either::Right(_) => None,
            }
        };
        match answer {
            None => Ok(()),
            Some(Answer::Shards(listing)) => self.listed(listing, shards),
            Some(Answer::Records(shard, page)) => self.brought(shard, page, shards),
        }
    }

    /// When there is something to send again. What is due already waits for an answer to make room.
    fn next_due(&self) -> Instant {
        let lanes = self.lanes.values().chain([&self.listing]).filter(|lane| !lane.is_busy).map(|lane| lane.due);
        let now = Instant::now();
        let is_full = self.lanes.values().filter(|lane| lane.is_busy).count() >= self.settings.concurrency;
        lanes.filter(|due| !is_full || *due > now).min().unwrap_or(now + NEXT_LISTING)
    }

    fn listed(&mut self, listing: Result<Listing>, shards: &mut Shards) -> Result<()> {
        match listing {
            Ok(listing) => {
                self.listing.answered();
                self.is_open = listing.is_open;
                shards.add(listing.shards);
                let pause = if shards.are_done() { self.settings.pause.min(NEXT_LISTING) } else { NEXT_LISTING };
                (self.listing.is_busy, self.listing.due) = (false, Instant::now() + pause);
                Ok(())
            }
            Err(error) => self.listing.failed(None, error, false, &self.settings.backoff),
        }
    }

    fn brought(&mut self, shard: String, page: Result<Page>, shards: &mut Shards) -> Result<()> {
        let Some(lane) = self.lanes.get_mut(&shard) else { return Ok(()) };
        match page {
            Ok(Page { records, next }) => {
                lane.answered();
                told(&self.source.table, &shard, records.len());
                lane.quiet = if records.is_empty() { lane.quiet.saturating_add(1) } else { 0 };
                lane.due = Instant::now() + self.settings.pause_after(records.len());
                let is_older = lane.is_older;
                self.waiting.push_back(Waiting { shard, records: records.into(), next, is_older });
                Ok(())
            }
            Err(error) => {
                let is_stale = is_stale_iterator(&error, shards.place(&shard));
                if error.is_stream_gap() && !is_stale {
                    self.lanes.remove(&shard);
                    shards.lost(&shard);
                    return Ok(());
                }
                lane.failed(Some(&shard), error, is_stale, &self.settings.backoff)
            }
        }
    }

    /// Whether there is nothing more to come, or nothing more is wanted. All that waited was handed out.
    pub(super) fn is_over(&self, shards: &Shards) -> bool {
        let is_listed = !self.listing.is_busy && self.listing.due > Instant::now();
        if !is_listed {
            return false;
        }
        let is_quiet = |shard| self.lanes.get(shard).is_some_and(|lane| lane.quiet >= QUIET);
        (!self.is_open && shards.are_done())
            || (self.settings.until_caught_up && shards.ready().all(|(shard, _)| is_quiet(shard)))
    }
}

async fn records(
    source: &Source,
    shard: &str,
    iterator: Option<String>,
    place: &Place,
    limit: Option<i32>,
) -> Result<Page> {
    let iterator = match iterator {
        Some(iterator) => Some(iterator),
        None => source.iterator(shard, place).await?,
    };
    match iterator {
        Some(iterator) => source.records(shard, iterator, limit).await,
        None => Ok(Page { records: Vec::new(), next: None }),
    }
}

/// How much older than wanted a record may be: its time may be that of the minute's beginning, clocks differ, and what is a little old does
/// less harm than what is missing.
const SLACK: Duration = Duration::from_secs(120);

/// Whether a record is older than what a shard is read for.
pub(super) fn is_older(created_at: Option<SystemTime>, place: &Place) -> bool {
    match (created_at.and_then(|time| time.checked_add(SLACK)), place) {
        (Some(late), Place::Since(since)) => late < *since,
        _ => false,
    }
}

#[cfg(feature = "tracing")]
fn told(table: &str, shard: &str, records: usize) {
    tracing::debug!(
        target: "dynamo_core",
        {db.operation.name = "GetRecords",
        db.collection.name = table,
        shard,
        records},
        "records of a stream"
    );
}

#[cfg(not(feature = "tracing"))]
fn told(_table: &str, _shard: &str, _records: usize) {}

#[cfg(feature = "tracing")]
fn warn(error: &Error, shard: Option<&str>, attempts: u32, pause: Duration) {
    tracing::warn!(
        target: "dynamo_core",
        {db.operation.name = error.operation(),
        db.collection.name = error.table(),
        db.response.status_code = error.code(),
        shard,
        attempts,
        ?pause},
        "a request for a stream has failed; sent again"
    );
}

#[cfg(not(feature = "tracing"))]
fn warn(_error: &Error, _shard: Option<&str>, _attempts: u32, _pause: Duration) {}
