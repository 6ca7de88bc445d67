//! Batches in chunks: how they are cut, how many are on their way, and what is left.

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use super::members::Members;
use crate::backend::{BoxFuture, boxed};
use crate::db::Db;
use crate::error::{Error, ErrorKind, Leftover, Result};
use crate::output::Progress;
use crate::request::Request;
use crate::response::{Capacity, Reply, Rows};
use crate::table::Kind;

/// How many chunks are on their way at the same time, unless something else is said.
const CONCURRENCY: usize = 4;

/// How a batch is cut up and sent.
pub(super) struct Sending {
    chunk: Option<usize>,
    concurrency: usize,
    progress: Option<Box<dyn FnMut(Progress) + Send>>,
}

/// One request of a batch.
pub(super) struct Chunk {
    /// Of any type that goes the same way.
    pub(super) kind: Kind,
    pub(super) request: Request,
    pub(super) rows: Option<Rows>,
    /// The numbers of its members.
    pub(super) members: Vec<usize>,
}

/// What became of a batch.
#[derive(Default)]
pub(super) struct Ran {
    pub(super) capacity: Capacity,
    /// The numbers of the members that were not done, in order.
    pub(super) left: Vec<usize>,
    stopped: Option<Error>,
}

impl Sending {
    pub(super) fn new() -> Self {
        Self { chunk: None, concurrency: CONCURRENCY, progress: None }
    }

    pub(super) fn set_chunk(&mut self, members: usize) {
        self.chunk = Some(members);
    }

    pub(super) fn set_concurrency(&mut self, chunks: usize) {
        self.concurrency = chunks;
    }

    pub(super) fn set_progress(&mut self, progress: impl FnMut(Progress) + Send + 'static) {
        self.progress = Some(Box::new(progress));
    }

    /// How many members a chunk has: at most as many as DynamoDB takes.
    pub(super) fn chunk(&self, most: usize) -> Result<usize> {
        if self.concurrency == 0 {
            return Err(Error::invalid_request("a concurrency of 0 sends nothing; leave it out, or say at least 1"));
        }
        match self.chunk.unwrap_or(most) {
            members if (1..=most).contains(&members) => Ok(members),
            members => {
                let text = format!("a chunk has 1 to {most} members, which is what DynamoDB takes, and not {members}");
                Err(Error::invalid_request(text))
            }
        }
    }
}

impl Ran {
    pub(super) fn is_complete(&self) -> bool {
        self.left.is_empty() && self.stopped.is_none()
    }

    /// The error of a batch that was done in part, or not at all.
    pub(super) fn error(self, operation: &'static str, left: Vec<Leftover>) -> Error {
        let kind = ErrorKind::Unprocessed { members: self.left.len() };
        let error = match self.stopped {
            Some(error) if !error.is_throttled() => error,
            Some(throttled) => Error::new(kind).caused_by(throttled),
            None => Error::new(kind),
        };
        let error = match left.split_first() {
            Some((first, others)) if others.iter().all(|other| other.table == first.table) => {
                error.in_table(first.table.clone())
            }
            _ => error,
        };
        error.with_leftovers(left).in_operation(operation)
    }

    /// Takes an answer. Members that are left over are asked for no more; other chunks may have better luck, except where an error says
    /// that they have not.
    fn take(
        &mut self,
        members: Vec<usize>,
        answer: Result<Reply>,
        number: impl Fn(&(String, crate::value::Item)) -> Option<usize>,
    ) {
        let (left, stopped) = match answer {
            Ok(reply) => {
                self.capacity.add(&reply.capacity);
                let left: Option<Vec<_>> = reply.unprocessed.iter().map(number).collect();
                // What cannot be told apart is taken for not done.
                (left.unwrap_or(members), reply.stopped)
            }
            Err(error) => (members, Some(error)),
        };
        // A circuit that opened for what was left before is not what ended the batch.
        let stopped = stopped.filter(|error| self.left.is_empty() || !error.is_circuit_open());
        self.left.extend(left);
        self.stopped = match (self.stopped.take(), stopped) {
            (Some(first), Some(other)) if rank(&first) < rank(&other) => Some(other),
            (first, other) => first.or(other),
        };
    }

    fn goes_on(&self) -> bool {
        self.stopped.as_ref().is_none_or(|error| rank(error) < HOPELESS)
    }
}

/// Of several errors, the one of the highest rank is told. One that is hopeless will meet the other chunks, too.
fn rank(error: &Error) -> u8 {
    match error.kind() {
        ErrorKind::Throttled { .. } => 0,
        // What is left may have been done.
        ErrorKind::OutcomeUnknown => 1,
        _ => HOPELESS,
    }
}

const HOPELESS: u8 = 2;

/// Sends the chunks, so many at a time.
pub(super) async fn run(db: &Db, chunks: Vec<Chunk>, mut sending: Sending, known: &Members) -> Ran {
    let mut ran = Ran::default();
    let mut progress = Progress { done: 0, total: chunks.iter().map(|chunk| chunk.members.len()).sum() };
    let mut waiting = chunks.into_iter();
    let mut flying = FuturesUnordered::new();
    loop {
        while flying.len() < sending.concurrency && ran.goes_on() {
            let Some(chunk) = waiting.next() else { break };
            flying.push(sent(db, chunk));
        }
        let Some((kind, members, answer)) = flying.next().await else { break };
        let (asked, left) = (members.len(), ran.left.len());
        ran.take(members, answer, |(table, item)| known.find(db.route(kind), table, item));
        progress.done += asked.saturating_sub(ran.left.len() - left);
        if let Some(tell) = &mut sending.progress {
            tell(progress);
        }
    }
    ran.left.extend(waiting.flat_map(|chunk| chunk.members));
    ran.left.sort_unstable();
    ran.left.dedup();
    ran
}

fn sent(db: &Db, chunk: Chunk) -> BoxFuture<'_, (Kind, Vec<usize>, Result<Reply>)> {
    boxed(|| async move {
        let Chunk { kind, request, rows, members } = chunk;
        (kind, members, send(db, kind, request, rows.as_ref()).await)
    })
}

/// Sends a request of several members, which all go where this type goes.
pub(super) async fn send(db: &Db, kind: Kind, request: Request, rows: Option<&Rows>) -> Result<Reply> {
    let (operation, tables, schemas) = (request.operation(), tables(&request), request.schemas());
    let answer = db.stack_of(kind).execute(request, rows).await;
    answer.map_err(|error| {
        let clean = schemas.iter().fold(error, |error, schema| error.without_secrets(schema));
        blamed(clean, &tables).in_operation(operation)
    })
}

/// Says that so many writes were dropped, if there were any.
#[cfg(feature = "tracing")]
pub(super) fn warn_of_dropped(writes: usize, what: &str) {
    if writes > 0 {
        tracing::warn!(target: "dynamo_core", writes, "{what}");
    }
}

#[cfg(not(feature = "tracing"))]
pub(super) fn warn_of_dropped(_writes: usize, _what: &str) {}

/// An engine does not say which of several tables it is that an error is about.
fn blamed(error: Error, tables: &[String]) -> Error {
    match tables {
        [table] => error.in_table(table),
        tables if error.is_missing_table() => error.with_message(format!("it is one of `{}`", tables.join("`, `"))),
        _ => error,
    }
}

/// The tables of a request, each once.
fn tables(request: &Request) -> Vec<String> {
    let mut names: Vec<String> = match request {
        Request::BatchGet(batch) => batch.tables.iter().map(|table| table.table.clone().into_owned()).collect(),
        Request::TransactGet(transaction) => {
            transaction.tables.iter().map(|table| table.table.clone().into_owned()).collect()
        }
        Request::TransactWrite(transaction) => {
            transaction.operations.iter().map(|one| one.operation.table().to_owned()).collect()
        }
        Request::BatchWrite(batch) => {
            batch.writes.chunk_by(|one, next| one.table() == next.table()).map(|of| of[0].table().to_owned()).collect()
        }
        other => vec![other.table().to_owned()],
    };
    names.sort();
    names.dedup();
    names
}
