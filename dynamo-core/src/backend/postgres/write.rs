//! Writes under locks: what is there is read, decided upon and replaced, in one transaction.

use std::sync::Arc;

use tokio_postgres::Client;

use super::Postgres;
use super::failure::Trouble;
use super::locked;
use super::outcome::{Ended, commit};
use super::session::{Session, patiently};
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
        let tables = tasks.iter().map(|task| task.table.table.as_str());
        patiently!(self.attempt(tasks).await).map_err(|trouble| self.noted(trouble.of_write(), tables))
    }

    async fn attempt(&self, tasks: &[Task]) -> Result<Verdict, Trouble> {
        let mut session = self.session().await?;
        let ended = attempted(&mut session, tasks).await;
        // Whoever asks what has become of it needs a connection, and this may be all that the pool has.
        session.end();
        self.known(ended?).await
    }
}

/// A transaction that is dropped before its end is rolled back.
async fn attempted(session: &mut Session, tasks: &[Task]) -> Result<Ended<Verdict>, Trouble> {
    let transaction = session.begin().await?;
    match written(transaction.client(), tasks).await.map_err(Trouble::not_committed)? {
        Ok((id, returned)) => Ok(commit(transaction, id, Ok(returned)).await),
        Err(refused) => {
            transaction.rollback().await.map_err(Trouble::before_commit)?;
            Ok(Ended::Known(Err(refused)))
        }
    }
}

/// The number of the transaction, and what is handed back.
type Written = (Option<String>, Vec<Option<Item>>);

async fn written(client: &Client, tasks: &[Task]) -> Result<Result<Written, Vec<(usize, Error)>>, Trouble> {
    let id = locked::lock(client, tasks).await?;
    let items = locked::items(client, tasks).await?;
    let (decided, returned) = match decide(tasks, items) {
        Ok(decided) => decided.into_iter().unzip(),
        Err(refused) => return Ok(Err(refused)),
    };
    locked::write(client, tasks, decided).await?;
    Ok(Ok((id, returned)))
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

/// One task has one verdict.
fn undecided() -> Error {
    Error::invalid_request("the write has no operation")
}
