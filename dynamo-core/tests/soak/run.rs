//! One run: the tasks, and what is checked when all is quiet.

use std::sync::Arc;

use dynamo_core::prelude::*;
use tokio::task::JoinSet;

use crate::COUNTERS;
use crate::figures::{Figures, Inner};
use crate::tables::{Counter, Draft, Entry, Place};
use crate::task::{Checked, Task};

pub(crate) const TASKS: u32 = 32;

/// What is to be done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) seed: u64,
    pub(crate) calls: usize,
}

impl Run {
    pub(crate) fn of(seed: u64, calls: usize) -> Self {
        Self { seed, calls }
    }
}

/// What comes between the tasks and an engine. At first it does nothing.
pub(crate) trait Faulty {
    /// Whether a write that fails is known not to have been carried out even if it would do no harm to send it again.
    const KEEPS_TRACK: bool;
    type Report;

    fn begin(&self);

    /// From now on all is quiet; this is what was done.
    fn end(&self) -> Self::Report;
}

/// Has all tasks do their part under faults, and holds what is there in the end against their models.
pub(crate) async fn play<F: Faulty>(run: &Run, db: &Db, faults: &F) -> Checked<(Inner, F::Report)> {
    set_up(db).await.map_err(|error| error.to_string())?;
    faults.begin();
    let figures = Arc::new(Figures::default());
    let mut tasks = JoinSet::new();
    for owner in 0..TASKS {
        let calls = run.calls.div_ceil(TASKS as usize);
        let mut task = Task::new(db.clone(), owner, run.seed, Arc::clone(&figures), F::KEEPS_TRACK);
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
    let report = faults.end();
    let figures = figures.so_far();
    everything_is_there(db, finished).await?;
    counters_are_right(db, &figures).await?;
    Ok((figures, report))
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
