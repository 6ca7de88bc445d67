//! Something that is done to all items of a kind, several segments and several items at a time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::{StreamExt, stream};
use tokio::sync::Semaphore;

use super::call::Call;
use super::expired::Expired;
use super::plan::Plan;
use super::read::{Options, Parts};
use super::resume;
use super::row::Reads;
use super::scan::Everything;
use super::walk::{Chunk, Walk};
use crate::backend::BoxFuture;
use crate::error::{Error, Result};
use crate::output::{Checkpoint, Position, TableProgress};
use crate::request::{Binding, Condition, Query};
use crate::response::Capacity;
use crate::table::DynamoTable;

/// How many segments have a page in memory at the same time.
const AT_ONCE: usize = 64;
/// How many items are written at the same time, unless something else is said.
const CONCURRENCY: usize = 16;

/// What is asked of a job.
pub(super) struct Asked<C> {
    segments: u32,
    page_size: Option<u32>,
    concurrency: usize,
    resume: Option<Checkpoint>,
    tell: Option<Tell<C>>,
}

type Tell<C> = Box<dyn FnMut(TableProgress<C>) + Send>;

/// What is done to each item.
pub(super) trait Work: Send + Sync + Sized + 'static {
    /// The table.
    type Table: DynamoTable;
    /// What is read of each item.
    type Rows: Reads<Self::Table>;
    /// What is counted.
    type Totals: Clone + Default + Send + Sync + 'static;

    /// What a checkpoint belongs to, beside table and segments.
    fn words(&self) -> Vec<String>;

    fn rows(&self) -> Self::Rows;

    fn is_consistent(&self) -> bool;

    /// What an item must be like to be looked at.
    fn filter(&self) -> Option<Condition>;

    /// Counts what was looked at, and how much of it was of other kinds.
    fn looked_at(totals: &mut Self::Totals, items: u64, foreign: u64);

    /// Does it to one item.
    fn item<'a>(job: &'a Job<Self>, row: <Self::Rows as Reads<Self::Table>>::Output) -> BoxFuture<'a, Result<()>>;
}

/// A job on its way.
pub(super) struct Job<W: Work> {
    pub(super) call: Call<W::Table>,
    pub(super) work: W,
    pub(super) metered: bool,
    plan: Plan,
    binding: Binding,
    concurrency: usize,
    places: Semaphore,
    /// Whether something went wrong, so that nothing more is begun.
    stopped: AtomicBool,
    state: Mutex<State<W::Totals>>,
}

struct State<C> {
    totals: C,
    capacity: Capacity,
    positions: Vec<Position>,
    tell: Option<Tell<C>>,
}

impl<C> Asked<C> {
    pub(super) fn new() -> Self {
        Self { segments: 1, page_size: None, concurrency: CONCURRENCY, resume: None, tell: None }
    }

    pub(super) fn set_segments(&mut self, segments: u32) {
        self.segments = segments;
    }

    pub(super) fn set_page_size(&mut self, items: u32) {
        self.page_size = Some(items);
    }

    pub(super) fn set_concurrency(&mut self, items: usize) {
        self.concurrency = items;
    }

    pub(super) fn set_resume(&mut self, checkpoint: Option<Checkpoint>) {
        self.resume = checkpoint;
    }

    pub(super) fn set_progress(&mut self, tell: impl FnMut(TableProgress<C>) + Send + 'static) {
        self.tell = Some(Box::new(tell));
    }
}

impl<W: Work> Job<W> {
    /// # Errors
    /// When what is asked for means nothing, or the checkpoint is that of another job.
    pub(super) fn new(call: Call<W::Table>, work: W, asked: Asked<W::Totals>, metered: bool) -> Result<Self> {
        let blamed = |error: Error| call.blamed(error).in_operation("Scan");
        let mut plan = plan(&call, &work, &asked, metered).map_err(blamed)?;
        if asked.concurrency == 0 {
            return Err(blamed(Error::invalid_request(
                "a concurrency of 0 writes nothing; leave it out, or say at least 1",
            )));
        }
        let words = work.words();
        let binding = plan.binding.of_job(&words.iter().map(String::as_str).collect::<Vec<_>>());
        let parts = plan.parts.len();
        let positions = match asked.resume {
            None => Ok(vec![Position::Start; parts]),
            Some(checkpoint) => {
                checkpoint.into_positions(&binding).and_then(|all| resume::checked(all, &plan.query, parts))
            }
        };
        let positions = positions.map_err(blamed)?;
        // What a job looks for may be different tomorrow, and no other job for that.
        plan.query.filter = plan.query.filter.take().into_iter().chain(work.filter()).reduce(Condition::and);
        let state = State { totals: W::Totals::default(), capacity: Capacity::default(), positions, tell: asked.tell };
        Ok(Self {
            call,
            work,
            metered,
            plan,
            binding,
            concurrency: asked.concurrency,
            places: Semaphore::new(asked.concurrency.min(Semaphore::MAX_PERMITS)),
            stopped: AtomicBool::new(false),
            state: Mutex::new(state),
        })
    }

    /// The request for the first page.
    pub(super) fn into_first(self) -> Query {
        self.plan.first()
    }

    /// Does it to all items. After an error nothing more is begun; what was begun is waited for.
    pub(super) async fn run(self) -> Result<(W::Totals, Capacity)> {
        let job = Arc::new(self);
        let numbers = 0..job.plan.parts.len();
        let segments = numbers.map(|number| -> BoxFuture<'static, (usize, Result<()>)> {
            let job = Arc::clone(&job);
            Box::pin(async move { (number, job.segment(number).await) })
        });
        let mut running = stream::iter(segments).buffer_unordered(AT_ONCE);
        let mut first: Option<(usize, Error)> = None;
        while let Some((number, result)) = running.next().await {
            if let (Err(error), None) = (result, &first) {
                first = Some((number, error));
            }
        }
        let mut state = job.state();
        match first {
            None => Ok((state.totals.clone(), std::mem::take(&mut state.capacity))),
            Some((number, error)) => Err(error.halting(job.progress(&state, number))),
        }
    }

    async fn segment(&self, number: usize) -> Result<()> {
        let at = self.state().positions.get(number).cloned().unwrap_or(Position::End);
        let mut walk = Walk::new(self.plan.of_part(number, at), self.work.rows(), self.call.clone());
        while !self.is_stopped() {
            let page = match walk.next().await {
                Ok(Some(page)) => page,
                Ok(None) => break,
                Err(error) => return Err(self.stop(error)),
            };
            if !self.page(page).await? {
                break;
            }
            self.turn(number, walk.place());
        }
        Ok(())
    }

    /// Whether all of a page was done.
    async fn page(&self, page: Chunk<<W::Rows as Reads<W::Table>>::Output>) -> Result<bool> {
        {
            let mut state = self.state();
            // What the engine leaves out is of other kinds, where nothing else is filtered.
            W::looked_at(&mut state.totals, page.scanned, page.scanned.saturating_sub(page.count) + page.foreign);
            state.capacity.add(&page.capacity);
        }
        let mut items = stream::iter(page.rows).map(|row| self.row(row)).buffer_unordered(self.concurrency);
        let (mut first, mut all) = (None, true);
        while let Some(done) = items.next().await {
            match done {
                Ok(done) => all &= done,
                Err(error) => first = first.or(Some(error)),
            }
        }
        first.map_or(Ok(all), Err)
    }

    /// Whether an item was done.
    fn row(&self, row: Result<<W::Rows as Reads<W::Table>>::Output>) -> BoxFuture<'_, Result<bool>> {
        Box::pin(async move {
            // It is never closed.
            let _place = self.places.acquire().await.ok();
            if self.is_stopped() {
                return Ok(false);
            }
            let done = match row {
                Ok(row) => W::item(self, row).await,
                Err(error) => Err(error),
            };
            done.map(|()| true).map_err(|error| self.stop(error))
        })
    }

    /// A page of a segment is done.
    fn turn(&self, number: usize, at: Position) {
        let mut state = self.state();
        if let Some(position) = state.positions.get_mut(number) {
            *position = at;
        }
        if let Some(mut tell) = state.tell.take() {
            tell(self.progress(&state, number));
            state.tell = Some(tell);
        }
    }

    fn progress(&self, state: &State<W::Totals>, number: usize) -> TableProgress<W::Totals> {
        TableProgress {
            totals: state.totals.clone(),
            segment: u32::try_from(number).unwrap_or(u32::MAX),
            checkpoint: Checkpoint::new(self.binding, state.positions.clone()),
        }
    }

    pub(super) fn count(&self, change: impl FnOnce(&mut W::Totals)) {
        change(&mut self.state().totals);
    }

    pub(super) fn spend(&self, capacity: &Capacity) {
        self.state().capacity.add(capacity);
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    fn stop(&self, error: Error) -> Error {
        self.stopped.store(true, Ordering::Relaxed);
        error
    }

    fn state(&self) -> MutexGuard<'_, State<W::Totals>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn plan<W: Work>(call: &Call<W::Table>, work: &W, asked: &Asked<W::Totals>, metered: bool) -> Result<Plan> {
    let options = Options {
        consistent: work.is_consistent(),
        page_size: asked.page_size,
        // Items that have expired are as good as any other here.
        expired: Expired::Included,
        parts: Parts::All(asked.segments),
        ..Options::default()
    };
    Plan::new::<Everything<W::Table>, W::Rows>(call, Everything::new(), &work.rows(), options, metered)
}

/// What all jobs can be told.
macro_rules! told {
    ($builder:ident<$($of:ident),*>, $totals:ty) => {
        impl<$($of),*> $builder<$($of),*> {
            /// Reads so many parts at the same time, each with a page in memory (of up to 64 of them): 1 unless something else is said.
            pub fn segments(mut self, total: u32) -> Self {
                self.asked.set_segments(total);
                self
            }

            /// The most items that DynamoDB looks at for one page. A checkpoint is behind a page: small ones repeat less.
            pub fn page_size(mut self, items: u32) -> Self {
                self.asked.set_page_size(items);
                self
            }

            /// How many items are written at the same time, in all segments together: 16 unless something else is said.
            pub fn concurrency(mut self, items: usize) -> Self {
                self.asked.set_concurrency(items);
                self
            }

            /// Tells how far it is, each time that a page is done, with a checkpoint.
            pub fn on_progress(mut self, tell: impl FnMut(crate::output::TableProgress<$totals>) + Send + 'static) -> Self {
                self.asked.set_progress(tell);
                self
            }

            /// Goes on behind a checkpoint of an earlier run; `None` is the beginning. The number of segments has to be the same. Another job's
            /// checkpoint is refused with [`InvalidCursor`](crate::error::ErrorKind::InvalidCursor).
            pub fn resume(mut self, checkpoint: impl Into<Option<crate::output::Checkpoint>>) -> Self {
                self.asked.set_resume(checkpoint.into());
                self
            }

            /// Works on this table instead of the type's own.
            pub fn in_table(mut self, name: impl Into<String>) -> Self {
                self.call.set_table(name);
                self
            }

            /// Hands back what it cost, too: reads and writes.
            pub fn metered(self) -> crate::operation::Metered<Self> {
                crate::operation::Metered(self)
            }
        }
    };
}
pub(super) use told;
