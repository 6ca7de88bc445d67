use std::time::Instant;

use super::backoff::{Backoff, Retries};
use super::{Layer, Next};
use crate::backend::BoxFuture;
use crate::error::{Error, Result};
use crate::request::Request;
use crate::response::{Reply, Rows};
use crate::value::Item;

/// Asks again for what the SDK does not ask again. When it gives up, the reply says what was not done.
#[derive(Debug, Clone, Copy, Default)]
pub struct Retry(Retries);

impl Retry {
    /// So often, and so patiently.
    #[must_use]
    pub const fn new(retries: Retries) -> Self {
        Self(retries)
    }
}

impl Layer for Retry {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        match request {
            Request::BatchGet(_) | Request::BatchWrite(_) => Box::pin(insist(self.0, request, rows, next)),
            // Everything else the SDK repeats by itself, or it must not be repeated.
            _ => next.call(request, rows),
        }
    }
}

/// What one attempt comes to.
enum Answered {
    /// There is nothing to ask again.
    Done(Result<Reply>),
    /// This is left to ask again, for this reason if there is one.
    Left(Request, Option<Error>),
}

async fn insist(retries: Retries, mut request: Request, rows: Option<&Rows>, next: Next<'_>) -> Result<Reply> {
    let mut backoff = Backoff::new(retries, Instant::now());
    let mut sum = Reply::default();
    loop {
        let answer = next.call(request.clone(), rows).await;
        let (left, why) = match answered(&request, answer, &mut sum, backoff.attempts() > 0) {
            Answered::Done(result) => return result,
            Answered::Left(left, why) => (left, why),
        };
        request = left;
        let Some(pause) = backoff.failed(Instant::now(), fastrand::f64()) else {
            return Ok(Reply { unprocessed: members(&request), stopped: why, ..sum });
        };
        #[cfg(feature = "tracing")]
        tracing::warn!(
            target: "dynamo_core",
            attempt = backoff.attempts(),
            left = members(&request).len(),
            ?pause,
            "a batch was done in part; the rest is asked for again"
        );
        tokio::time::sleep(pause).await;
    }
}

/// What an attempt at a batch comes to; `sum` is what all attempts have brought.
fn answered(request: &Request, answer: Result<Reply>, sum: &mut Reply, begun: bool) -> Answered {
    match answer {
        Ok(reply) => {
            add(sum, &reply);
            if reply.unprocessed.is_empty() {
                return Answered::Done(Ok(std::mem::take(sum)));
            }
            Answered::Left(only(request, &reply.unprocessed), reply.stopped)
        }
        // None of it was done.
        Err(error) if error.is_throttled() => Answered::Left(request.clone(), Some(error)),
        Err(error) if begun => {
            let (unprocessed, stopped) = (members(request), Some(error));
            Answered::Done(Ok(Reply { unprocessed, stopped, ..std::mem::take(sum) }))
        }
        Err(error) => Answered::Done(Err(error)),
    }
}

fn add(sum: &mut Reply, reply: &Reply) {
    (sum.count, sum.scanned) = (sum.count + reply.count, sum.scanned + reply.scanned);
    sum.capacity.add(&reply.capacity);
    sum.direct = reply.direct;
}

/// The members that are left. Where an engine names others than it was asked for, all are asked for again: that does no harm, and
/// nothing is dropped.
fn only(request: &Request, unprocessed: &[(String, Item)]) -> Request {
    let left = match request {
        Request::BatchGet(batch) => Request::BatchGet(Box::new(batch.only(unprocessed))),
        Request::BatchWrite(batch) => Request::BatchWrite(Box::new(batch.only(unprocessed))),
        other => other.clone(),
    };
    if members(&left).len() == unprocessed.len() { left } else { request.clone() }
}

fn members(request: &Request) -> Vec<(String, Item)> {
    match request {
        Request::BatchGet(batch) => batch.members(),
        Request::BatchWrite(batch) => batch.members(),
        _ => Vec::new(),
    }
}
