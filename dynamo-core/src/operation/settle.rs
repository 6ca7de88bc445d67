//! A table is looked at and changed, one step after the other, until it is as wanted.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::db::Db;
use crate::error::{Error, ErrorKind, Result};
use crate::output::Ensured;
use crate::request::{
    CreateTable, DeleteTable, DescribeTable, DescribeTtl, Request, SetTtl, TableChange, TableName, UpdateTable,
};
use crate::response::{Described, Reply, TableStatus, TtlState};
use crate::schema::{TableDefinition, TableDifference};
use crate::table::Kind;

/// From one look at a table to the next; doubled up to two seconds.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Carries out requests about one table, and knows how long that has taken.
pub(super) struct Control {
    db: Db,
    kind: Kind,
    table: TableName,
    started: Instant,
    deadline: Duration,
    pause: Duration,
}

/// What is to be done next.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    Create,
    Change(TableChange),
    SetTtl(String),
}

impl Control {
    pub(super) fn new(db: Db, kind: Kind, table: TableName, deadline: Duration) -> Self {
        Self { db, kind, table, started: Instant::now(), deadline, pause: FIRST_PAUSE }
    }

    pub(super) async fn send(&self, request: Request) -> Result<Reply> {
        let operation = request.operation();
        let sent = self.db.stack_of(self.kind).execute(request, None).await;
        sent.map_err(|error| error.in_operation(operation).in_table(&*self.table))
    }

    /// Sends it again for as long as the engine has other work to do.
    pub(super) async fn insist(&mut self, request: Request) -> Result<()> {
        loop {
            match self.send(request.clone()).await {
                Err(error) if is_busy(&error) => {
                    // An answer, so that the circuit breaker does not take a full queue for an engine that is down.
                    self.look().await?;
                    self.wait(Some(error)).await?;
                }
                sent => return sent.map(|_| ()),
            }
        }
    }

    /// What the table looks like; `None` where there is none, or where none is to be seen yet.
    pub(super) async fn look(&self) -> Result<Option<Described>> {
        match self.send(Request::DescribeTable(DescribeTable { table: self.table.clone() })).await {
            Ok(reply) => Ok(reply.described.map(|described| *described)),
            Err(error) if error.is_missing_table() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// How its items expire.
    pub(super) async fn ttl(&self) -> Result<TtlState> {
        let reply = self.send(Request::DescribeTtl(DescribeTtl { table: self.table.clone() })).await?;
        Ok(reply.ttl.unwrap_or(TtlState::Off))
    }

    /// Until the next look.
    ///
    /// # Errors
    /// When there is no time left: a timeout, with what was in the way.
    pub(super) async fn wait(&mut self, why: Option<Error>) -> Result<()> {
        let left = self.deadline.saturating_sub(self.started.elapsed());
        if left.is_zero() {
            return Err(self.late(why));
        }
        self.db.sleep(self.pause.min(left)).await;
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        Ok(())
    }

    fn late(&self, why: Option<Error>) -> Error {
        let (after, operation) = (self.deadline, why.as_ref().and_then(Error::operation));
        let text = match &why {
            Some(error) => format!("after {after:?} the table still cannot be changed: {error}"),
            None => format!("after {after:?} the engine is still at work on the table; it goes on without us"),
        };
        let late = Error::new(ErrorKind::Timeout).with_message(text);
        let late = why.map_or(late.clone(), |error| late.caused_by(error));
        late.in_operation(operation.unwrap_or("DescribeTable")).in_table(&*self.table)
    }

    /// Waits until there is no such table any more.
    pub(super) async fn until_gone(&mut self) -> Result<()> {
        let mut is_leaving = false;
        while let Some(found) = self.look().await? {
            // Somebody may have made it again between two looks.
            if is_leaving && found.status != TableStatus::Deleting {
                return Ok(());
            }
            is_leaving |= found.status == TableStatus::Deleting;
            self.wait(None).await?;
        }
        Ok(())
    }

    /// Deletes the table, once nothing else is being done to it. One that is being deleted by somebody else counts.
    pub(super) async fn delete(&mut self) -> Result<()> {
        loop {
            let sent = self.send(Request::DeleteTable(DeleteTable { table: self.table.clone() })).await;
            match sent {
                Err(error) if is_busy(&error) => match self.look().await? {
                    Some(found) if found.status != TableStatus::Deleting => self.wait(Some(error)).await?,
                    _ => return Ok(()),
                },
                sent => return sent.map(|_| ()),
            }
        }
    }

    /// Takes one step after the other until the table is as wanted. What was `done` already is waited for.
    ///
    /// Others may be at the same thing: what they have done by the time we look is not to be done any more, whatever our own request was
    /// answered.
    pub(super) async fn settle(&mut self, wanted: &TableDefinition, mut done: Vec<Step>) -> Result<Ensured> {
        let mut refused: Option<(Step, Error)> = None;
        loop {
            let step = match self.next(wanted).await? {
                Next::Nothing => return Ok(told(done)),
                Next::Wait => {
                    self.wait(None).await?;
                    continue;
                }
                Next::Step(step) if done.contains(&step) => {
                    self.wait(None).await?;
                    continue;
                }
                Next::Step(step) => step,
            };
            match refused.take() {
                Some((before, error)) if before == step => return Err(error),
                _ => {}
            }
            match self.send(self.request(&step, wanted)).await {
                Ok(_) => done.push(step),
                Err(error) if error.is_already_exists() || error.is_outcome_unknown() => self.wait(None).await?,
                Err(error) if is_busy(&error) || error.is_missing_table() => self.wait(Some(error)).await?,
                Err(error) if error.is_invalid_request() => refused = Some((step, error)),
                Err(error) => return Err(error),
            }
        }
    }

    fn request(&self, step: &Step, wanted: &TableDefinition) -> Request {
        let table = self.table.clone();
        match step.clone() {
            Step::Create => Request::CreateTable(Arc::new(CreateTable { definition: wanted.clone() })),
            Step::Change(change) => Request::UpdateTable(Arc::new(UpdateTable { table, change })),
            Step::SetTtl(attribute) => Request::SetTtl(SetTtl { table, attribute }),
        }
    }

    /// Looks at the table, and says what is to be done.
    async fn next(&self, wanted: &TableDefinition) -> Result<Next> {
        let Some(mut found) = self.look().await? else { return Ok(Next::Step(Step::Create)) };
        // To be used, and to be changed.
        let mut is_usable = matches!(found.status, TableStatus::Ready | TableStatus::Changing);
        if wanted.ttl.is_some() && is_usable {
            match self.ttl().await {
                Ok(TtlState::On(attribute)) => found.definition.ttl = Some(attribute),
                Ok(TtlState::SwitchingOff) => is_usable = false,
                Ok(TtlState::Off) => {}
                // Gone since we looked.
                Err(error) if error.is_missing_table() => is_usable = false,
                Err(error) => return Err(error),
            }
        }
        // Others may be at an index that is none of ours, for hours.
        is_usable &= !wanted.indexes.iter().any(|index| found.coming.contains(&index.name));
        if found.status == TableStatus::Deleting {
            return Ok(Next::Wait);
        }
        let differences = wanted.differences(&found.definition);
        let differences = differences.differences();
        if differences.iter().any(|difference| !difference.is_mendable()) {
            let differences = differences.iter().map(ToString::to_string).collect();
            let error = Error::new(ErrorKind::TableDiffers { differences });
            return Err(error.in_operation("DescribeTable").in_table(&*self.table));
        }
        let step = differences.iter().find_map(|difference| mending(difference, wanted, &found.definition));
        Ok(match step {
            _ if !is_usable => Next::Wait,
            None => Next::Nothing,
            Some(_) if found.status != TableStatus::Ready => Next::Wait,
            Some(step) => Next::Step(step),
        })
    }
}

enum Next {
    Nothing,
    Wait,
    Step(Step),
}

/// What mends a difference, if anything does.
fn mending(difference: &TableDifference, wanted: &TableDefinition, found: &TableDefinition) -> Option<Step> {
    match difference {
        TableDifference::MissingIndex { wanted: index } => {
            // It is paid for as the table is that it comes to; as much as was asked for, where that is known.
            let throughput =
                found.billing.of_table().map(|table| wanted.billing.of_index(&index.name).unwrap_or(table));
            Some(Step::Change(TableChange::AddIndex { index: index.clone(), throughput }))
        }
        TableDifference::StreamOff { wanted } => Some(Step::Change(TableChange::Stream(*wanted))),
        TableDifference::TtlOff { wanted } => Some(Step::SetTtl(wanted.clone())),
        _ => None,
    }
}

fn told(done: Vec<Step>) -> Ensured {
    let mut ensured = Ensured::default();
    for step in done {
        match step {
            Step::Create => ensured.created = true,
            Step::Change(TableChange::AddIndex { index, .. }) => ensured.indexes.push(index.name),
            Step::Change(TableChange::Stream(_)) => ensured.stream = true,
            Step::SetTtl(_) => ensured.ttl = true,
        }
    }
    ensured
}

/// Whether the engine has other work to do: changes of tables are few at a time, and one at a time for each.
fn is_busy(error: &Error) -> bool {
    let is_taken = error.is_already_exists() || error.is_outcome_unknown();
    error.is_throttled() || (error.code() == Some("ResourceInUseException") && !is_taken)
}
