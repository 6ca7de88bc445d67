//! One run: the tasks, the faults, and what is checked when all is quiet.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dynamo_core::backend::BoxFuture;
use dynamo_core::backend::embedded::Engine;
use dynamo_core::middleware::{Backoff, Layer, Next};
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::response::{Reply, Rows};
use dynamo_core::testing::{Fault, Faults, Report};
use tokio::task::JoinSet;

use crate::COUNTERS;
use crate::figures::{Figures, Inner};
use crate::tables::{Counter, Draft, Entry, Place};
use crate::task::{Checked, Task};

const TASKS: u32 = 32;

/// What is to be done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    seed: u64,
    calls: usize,
}

impl Run {
    pub(crate) fn of(seed: u64, calls: usize) -> Self {
        Self { seed, calls }
    }
}

/// A fifth of all requests; a third of them after the engine has carried the request out.
fn faults(seed: u64) -> Faults {
    Faults::seeded(seed)
        .with(0.07, Fault::LOST_ANSWER)
        .with(0.04, Fault::LOST_REQUEST)
        .with(0.045, Fault::THROTTLED)
        .with(0.015, [Fault::Refused])
        .with(0.003, [Fault::Denied])
        .with(0.01, [Fault::Slow])
        // These happen to some requests only.
        .with(0.04, [Fault::Conflict, Fault::InProgress, Fault::OperationThrottled])
        .with(0.1, [Fault::Leftovers])
        .with(0.02, [Fault::Strangers])
}

/// Counts what the library sends; what arrives beyond that, the SDK has sent again.
#[derive(Clone, Default)]
struct Sent(Arc<AtomicUsize>);

impl Layer for Sent {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        self.0.fetch_add(1, Ordering::Relaxed);
        next.call(request, rows)
    }
}

/// Runs it, and says what was done or what was wrong.
pub(crate) fn soak(run: &Run) -> Checked<String> {
    // What the SDK and the library wait for is random, too.
    fastrand::seed(run.seed);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    let done = runtime.block_on(soaked(run));
    done.map_err(|wrong| format!("seed {}: {wrong}", run.seed))
}

async fn soaked(run: &Run) -> Checked<String> {
    let faults = faults(run.seed);
    let sent = Sent::default();
    let db = connect(&faults, &sent);
    faults.stop();
    set_up(&db).await.map_err(|error| error.to_string())?;
    faults.reset();
    sent.0.store(0, Ordering::Relaxed);
    faults.resume();

    let figures = Arc::new(Figures::default());
    let mut tasks = JoinSet::new();
    for owner in 0..TASKS {
        let calls = run.calls.div_ceil(TASKS as usize);
        let mut task = Task::new(db.clone(), owner, run.seed, Arc::clone(&figures));
        tasks.spawn(async move {
            for _ in 0..calls {
                task.go().await?;
            }
            Ok::<_, String>(task)
        });
    }
    let mut finished = Vec::new();
    while let Some(task) = tasks.join_next().await {
        finished.push(task.map_err(|error| error.to_string())??);
    }
    faults.stop();
    let (report, figures) = (faults.report(), figures.so_far());
    everything_is_there(&db, finished).await?;
    counters_are_right(&db, &figures).await?;
    as_faulty_as_planned(run, &report, &figures)?;
    let again = report.all_requests() - sent.0.load(Ordering::Relaxed);
    Ok(format!("seed {}\n{figures}\nsent again by the SDK: {again}\n{report}", run.seed))
}

fn connect(faults: &Faults, sent: &Sent) -> Db {
    let client = faults.client(&Engine::memory().unwrap().client()).unwrap();
    let ms = Duration::from_millis;
    // Few attempts, so that some calls fail for good.
    let backoff = Backoff { base: ms(1), cap: ms(4), attempts: 3, deadline: Duration::from_secs(3600) };
    Db::builder().backoff(backoff).no_breaker().layer(sent.clone()).from_client(client)
}

async fn set_up(db: &Db) -> Result<()> {
    db.create_table::<Entry>().await?;
    db.create_table::<Draft>().await?;
    db.create_table::<Counter>().await?;
    for id in 0..COUNTERS {
        db.put(&Counter { id, count: 0 }).await?;
    }
    Ok(())
}

/// Nothing but what the models allow.
async fn everything_is_there(db: &Db, tasks: Vec<Task>) -> Checked {
    let entries = db.scan::<Entry>().consistent().all().await.map_err(|error| error.to_string())?;
    let drafts = db.scan::<Draft>().consistent().all().await.map_err(|error| error.to_string())?;
    for mut task in tasks {
        let owner = task.owner;
        let own = entries.iter().filter(|row| row.owner == owner).map(|row| (row.slot, row.clone())).collect();
        task.all_found("at the end", Some(own), Place::Entry)?;
        let own = drafts.iter().filter(|row| row.owner == owner).map(|row| (row.slot, row.clone())).collect();
        task.all_found("at the end", Some(own), Place::Draft)?;
    }
    match entries.iter().map(|row| row.owner).chain(drafts.iter().map(|row| row.owner)).find(|owner| *owner >= TASKS) {
        Some(owner) => Err(format!("there is an item of {owner}, which is no task")),
        None => Ok(()),
    }
}

async fn counters_are_right(db: &Db, figures: &Inner) -> Checked {
    for (id, counted) in &figures.counters {
        let count = db.get(Counter::key(*id)).consistent().required().await.map_err(|error| error.to_string())?.count;
        if !(counted.acknowledged..=counted.acknowledged + counted.unknown).contains(&count) {
            return Err(format!("counter {id} is {count}, and {counted:?}"));
        }
    }
    Ok(())
}

/// The faults were those that were meant, and no more calls ended as unknown than there were faults that could make them.
fn as_faulty_as_planned(run: &Run, report: &Report, figures: &Inner) -> Checked {
    if figures.unknown > report.ambiguous() {
        return Err(format!(
            "{} calls ended as unknown, and {} faults could do that",
            figures.unknown,
            report.ambiguous()
        ));
    }
    if run.calls < 2_000 {
        return Ok(());
    }
    let missing: Vec<_> = Fault::ALL.into_iter().filter(|fault| report.hits(*fault).all() == 0).collect();
    let part = report.all_faults() as f64 / report.all_requests() as f64;
    let after: usize = Fault::LOST_ANSWER.into_iter().map(|fault| report.hits(fault).all()).sum();
    let after = after as f64 / report.all_faults() as f64;
    if !missing.is_empty() || !(0.17..0.24).contains(&part) || !(0.28..0.4).contains(&after) {
        return Err(format!(
            "not as planned: {part:.3} met faults, {after:.3} of them late, and never {missing:?}\n{report}"
        ));
    }
    Ok(())
}
