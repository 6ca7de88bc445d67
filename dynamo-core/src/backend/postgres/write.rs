//! Writes under locks: what is there is read, decided upon and replaced, in one transaction.

use std::sync::Arc;

use tokio_postgres::IsolationLevel;

use super::Postgres;
use super::failure::Trouble;
use super::locked;
use super::session::Patience;
use super::task::{Decided, Task};
use crate::error::{Error, Result};
use crate::request::{BatchWrite, Condition, Delete, Expectation, Put, Returning, Update, Write};
use crate::response::Reply;
use crate::value::Item;

/// What the tasks come to: the items that are handed back, or why some were refused, each with its number. Then nothing is written.
pub(super) type Verdict = Result<Vec<Option<Item>>, Vec<(usize, Error)>>;

impl Postgres {
    pub(super) async fn put(&self, request: Put) -> Result<Reply> {
        if request.returning == Returning::Nothing && is_free(request.expectation(), request.condition.as_ref()) {
            let Put { schema, table, item, .. } = request;
            return self.at_once(Write::Put { schema, table, item: Arc::new(item) }).await;
        }
        let table = self.table(&request.table, request.schema).await?;
        self.alone(Task::put(table, request)?).await
    }

    pub(super) async fn update(&self, request: Update) -> Result<Reply> {
        let table = self.table(&request.table, request.schema).await?;
        self.alone(Task::update(table, request)?).await
    }

    pub(super) async fn delete(&self, request: Delete) -> Result<Reply> {
        if request.returning == Returning::Nothing && is_free(request.expectation(), request.condition.as_ref()) {
            let Delete { schema, table, key, .. } = request;
            return self.at_once(Write::Delete { schema, table, key }).await;
        }
        let table = self.table(&request.table, request.schema).await?;
        self.alone(Task::delete(table, request)?).await
    }

    /// What nothing has to be known for is one statement.
    async fn at_once(&self, write: Write) -> Result<Reply> {
        self.batch_write(BatchWrite { writes: vec![write], metered: false }).await
    }

    async fn alone(&self, task: Task) -> Result<Reply> {
        match self.together(&[task]).await? {
            Ok(returned) => Ok(Reply { returned: returned.into_iter().next().flatten(), ..Reply::default() }),
            Err(refused) => Err(refused.into_iter().next().map_or_else(undecided, |(_, error)| error)),
        }
    }

    /// Carries tasks out together, or none of them.
    pub(super) async fn together(&self, tasks: &[Task]) -> Result<Verdict> {
        let mut patience = Patience::default();
        loop {
            let trouble = match self.attempt(tasks).await {
                Ok(verdict) => return Ok(verdict),
                Err(trouble) => trouble,
            };
            if let Err(trouble) = patience.wait(trouble, false).await {
                let tables = tasks.iter().map(|task| task.table.table.as_str());
                return Err(self.noted(trouble.of_write(), tables));
            }
        }
    }

    /// A transaction that is dropped before its end is rolled back.
    async fn attempt(&self, tasks: &[Task]) -> Result<Verdict, Trouble> {
        let mut session = self.session().await?;
        let begun = session.build_transaction().isolation_level(IsolationLevel::ReadCommitted).start();
        let transaction = begun.await.map_err(not_committed)?;
        let written = async {
            let id = locked::lock(transaction.client(), tasks).await?;
            let items = locked::items(transaction.client(), tasks).await?;
            let decided = match decide(tasks, items) {
                Ok(decided) => decided,
                Err(refused) => return Ok(Err(refused)),
            };
            let (mut rows, mut gone, mut returned) = (Vec::new(), Vec::new(), Vec::new());
            for (decided, item) in decided {
                gone.push(matches!(decided, Decided::Deleted));
                rows.push(if let Decided::Written(row) = decided { Some(row) } else { None });
                returned.push(item);
            }
            locked::write(transaction.client(), tasks, rows, &gone).await?;
            Ok(Ok((id, returned)))
        };
        match written.await.map_err(Trouble::not_committed)? {
            Ok((id, returned)) => {
                let Err(lost) = transaction.commit().await else { return Ok(Ok(returned)) };
                // Whoever asks needs a connection, and this may be all that the pool has.
                drop(session);
                self.settled(lost.into(), id.as_deref()).await.map(|()| Ok(returned))
            }
            Err(refused) => {
                transaction.rollback().await.map_err(not_committed)?;
                Ok(Err(refused))
            }
        }
    }
}

/// Whether a write is carried out whatever is there.
fn is_free(expectation: Expectation, asked: Option<&Condition>) -> bool {
    asked.is_none() && expectation.condition(None).is_none()
}

/// What becomes of each row, and the item that is handed back.
type Decisions = Vec<(Decided, Option<Item>)>;

fn decide(tasks: &[Task], items: Vec<Option<Item>>) -> Result<Decisions, Vec<(usize, Error)>> {
    let (mut decided, mut refused) = (Vec::new(), Vec::new());
    for (at, (task, item)) in tasks.iter().zip(items).enumerate() {
        match task.decide(item) {
            Ok(one) => decided.push(one),
            Err(error) => refused.push((at, error)),
        }
    }
    if refused.is_empty() { Ok(decided) } else { Err(refused) }
}

fn not_committed(error: tokio_postgres::Error) -> Trouble {
    Trouble::from(error).not_committed()
}

/// One task has one verdict.
fn undecided() -> Error {
    Error::invalid_request("the write has no operation")
}
