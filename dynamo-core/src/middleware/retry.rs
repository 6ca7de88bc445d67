use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Layer, Next};
use crate::backend::{BoxFuture, boxed};
use crate::error::{Error, ErrorKind, Result};
use crate::request::Request;
use crate::response::{Reply, Rows};
use crate::value::Item;

/// Repeats what the SDK does not: members of a batch that were left unprocessed; transactions that were throttled or met another one, with their
/// token, so that none is carried out twice; and updates and deletes that met one.
///
/// When it gives a batch up, the reply says what was not done: a part of it may have been.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use std::time::Duration;
/// use dynamo_core::middleware::{Backoff, Retry};
///
/// // The layer is in every handle; this is for an engine that is used without one.
/// let backoff = Backoff { deadline: Duration::from_secs(120), ..Backoff::default() };
/// let patient = Retry::new(backoff);
/// assert!(format!("{patient:?}").contains("120s"));
/// // After a minute there is another attempt, where the default has none.
/// let minute = Duration::from_secs(60);
/// assert!(backoff.pause(2, minute, 0.5).is_some() && Backoff::default().pause(2, minute, 0.5).is_none());
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Retry(Backoff);

/// How long to wait before the next attempt: full jitter over a pause that doubles, up to a cap, until attempts or time are used up.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::middleware::Backoff;
///
/// use std::time::Duration;
///
/// let backoff = Backoff { attempts: 3, ..Backoff::default() };
/// let db = Db::builder().backoff(backoff).offline();
/// assert_eq!(backoff.pause(3, Duration::ZERO, 0.5), None, "three attempts are enough");
/// # drop(db);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// The longest first pause; doubled after each.
    pub base: Duration,
    /// The longest pause.
    pub cap: Duration,
    /// How many attempts there are in all.
    pub attempts: u32,
    /// No attempt begins later than this after the first.
    pub deadline: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { base: Duration::from_millis(50), cap: seconds(5), attempts: 10, deadline: seconds(30) }
    }
}

impl Backoff {
    /// The pause after so many attempts and so much time; `None` when it is enough. `random` is in `0.0..1.0`.
    ///
    /// ```
    /// use std::time::Duration;
    /// use dynamo_core::middleware::Backoff;
    ///
    /// let (backoff, ms) = (Backoff::default(), Duration::from_millis);
    /// assert_eq!(backoff.pause(1, ms(0), 0.5), Some(ms(25)));
    /// assert_eq!(backoff.pause(3, ms(100), 0.5), Some(ms(100)));
    /// assert_eq!(backoff.pause(9, ms(100), 0.5), Some(ms(2_500)));
    /// assert_eq!(backoff.pause(10, ms(100), 0.5), None);
    /// assert_eq!(backoff.pause(2, ms(29_990), 0.5), None);
    /// ```
    #[must_use]
    pub fn pause(&self, attempts: u32, elapsed: Duration, random: f64) -> Option<Duration> {
        if attempts >= self.attempts {
            return None;
        }
        let doubled = 1_u32.checked_shl(attempts.saturating_sub(1)).unwrap_or(u32::MAX);
        let pause = self.base.saturating_mul(doubled).min(self.cap).mul_f64(random);
        (elapsed.saturating_add(pause) <= self.deadline).then_some(pause)
    }
}

impl Retry {
    /// So often, and so patiently.
    #[must_use]
    pub const fn new(backoff: Backoff) -> Self {
        Self(backoff)
    }
}

impl Layer for Retry {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        match request {
            Request::BatchGet(_)
            | Request::BatchWrite(_)
            | Request::TransactGet(_)
            | Request::TransactWrite(_)
            | Request::Update(_)
            | Request::Delete(_) => boxed(|| insist(self.0, request, rows, next)),
            // Everything else the SDK repeats by itself, or it must not be repeated. A put can meet a transaction, too: to keep its item for that
            // would cost every put one percent.
            request => next.call(request, rows),
        }
    }
}

/// What one attempt comes to.
enum Answered {
    /// There is nothing to send again.
    Done(Result<Reply>),
    /// This is left to send again, for this reason if there is one.
    Left(Request, Option<Error>),
}

async fn insist(backoff: Backoff, mut request: Request, rows: Option<&Rows>, next: Next<'_>) -> Result<Reply> {
    let (started, mut attempts, mut sum) = (Instant::now(), 0, Reply::default());
    // Whether an attempt that was given up may have been carried out all the same.
    let mut is_unsure = false;
    loop {
        attempts += 1;
        let answer = next.call(request.clone(), rows).await;
        let answered = match &request {
            Request::BatchGet(_) | Request::BatchWrite(_) => of_batch(&request, answer, &mut sum, attempts > 1),
            _ => of_whole(&request, answer, &mut is_unsure),
        };
        let why = match answered {
            Answered::Done(result) => return result,
            Answered::Left(left, why) => {
                request = left;
                why
            }
        };
        let Some(pause) = backoff.pause(attempts, started.elapsed(), fastrand::f64()) else {
            return given_up(&request, sum, why).map_err(|error| doubted(error, is_unsure));
        };
        warn(&request, attempts, pause);
        tokio::time::sleep(pause).await;
    }
}

/// What an attempt at something that is done as a whole, or not, comes to. A transaction has a token, with which it can be sent again whatever
/// has become of it; the SDK does not do so where it was cancelled. Other writes are sent again where they were not carried out.
fn of_whole(request: &Request, answer: Result<Reply>, is_unsure: &mut bool) -> Answered {
    let error = match answer {
        Ok(reply) => return Answered::Done(Ok(reply)),
        Err(error) => error,
    };
    let again = match request {
        Request::TransactGet(_) | Request::TransactWrite(_) => {
            matches!(error.kind_before_loss(), ErrorKind::TransactionConflict | ErrorKind::Throttled { .. })
        }
        _ => error.is_transaction_conflict(),
    };
    *is_unsure |= error.is_outcome_unknown() || error.code() == Some(IN_PROGRESS);
    if again { Answered::Left(request.clone(), Some(error)) } else { Answered::Done(Err(doubted(error, *is_unsure))) }
}

/// The engine's code for a transaction whose first attempt it is still at.
const IN_PROGRESS: &str = "TransactionInProgressException";

/// What a write failed with of which an earlier attempt may have been carried out: only a refusal says that it was not.
fn doubted(error: Error, is_unsure: bool) -> Error {
    if is_unsure && !error.is_outcome_unknown() && !error.is_transaction_cancelled() {
        error.of_unknown_outcome()
    } else {
        error
    }
}

/// What an attempt at a batch comes to; `sum` is what all attempts have brought.
fn of_batch(request: &Request, answer: Result<Reply>, sum: &mut Reply, begun: bool) -> Answered {
    match answer {
        Ok(reply) => {
            add(sum, &reply);
            sum.lost_answer |= reply.lost_answer;
            if reply.unprocessed.is_empty() {
                return Answered::Done(Ok(std::mem::take(sum)));
            }
            let left = only(request, &reply.unprocessed).unwrap_or_else(|| {
                // Ours may have been done.
                sum.lost_answer |= matches!(request, Request::BatchWrite(_));
                request.clone()
            });
            Answered::Left(left, reply.stopped)
        }
        // None of it was done, unless an answer was lost before; then it does no harm to do it again.
        Err(error) if matches!(error.kind_before_loss(), ErrorKind::Throttled { .. }) => {
            sum.lost_answer |= error.is_outcome_unknown();
            Answered::Left(request.clone(), Some(error))
        }
        Err(error) if begun => {
            let (unprocessed, stopped) = (members(request), Some(error));
            Answered::Done(Ok(Reply { unprocessed, stopped, ..std::mem::take(sum) }))
        }
        Err(error) => Answered::Done(Err(error)),
    }
}

/// What is said of a request that is not sent again. Of a batch a part may have been done, and where an answer was lost, what is left may have
/// been done, too.
fn given_up(request: &Request, sum: Reply, why: Option<Error>) -> Result<Reply> {
    match (request, why) {
        (Request::BatchGet(_) | Request::BatchWrite(_), why) => {
            let unprocessed = members(request);
            let stopped = if sum.lost_answer {
                let left = || Error::new(ErrorKind::Unprocessed { members: unprocessed.len() });
                Some(doubted(why.unwrap_or_else(left), true))
            } else {
                why
            };
            Ok(Reply { unprocessed, stopped, ..sum })
        }
        (_, Some(error)) => Err(error),
        (_, None) => Ok(sum),
    }
}

fn add(sum: &mut Reply, reply: &Reply) {
    (sum.count, sum.scanned) = (sum.count + reply.count, sum.scanned + reply.scanned);
    sum.attempts += reply.attempts;
    sum.capacity.add(&reply.capacity);
    sum.direct = reply.direct;
}

/// The members that are left. Where an engine names others than it was asked for, there is no telling, and all are asked for again: that
/// does no harm, and nothing is dropped.
fn only(request: &Request, unprocessed: &[(String, Item)]) -> Option<Request> {
    let left = match request {
        Request::BatchGet(batch) => Request::BatchGet(Arc::new(batch.only(unprocessed))),
        Request::BatchWrite(batch) => Request::BatchWrite(Arc::new(batch.only(unprocessed))),
        _ => return None,
    };
    (members(&left).len() == unprocessed.len()).then_some(left)
}

fn members(request: &Request) -> Vec<(String, Item)> {
    match request {
        Request::BatchGet(batch) => batch.members(),
        Request::BatchWrite(batch) => batch.members(),
        _ => Vec::new(),
    }
}

#[cfg(feature = "tracing")]
fn warn(request: &Request, attempts: u32, pause: Duration) {
    match request {
        Request::BatchGet(_) | Request::BatchWrite(_) => {
            let left = members(request).len();
            tracing::warn!(target: "dynamo_core", attempts, ?pause, left, "a batch was done in part; the rest is sent again");
        }
        _ => {
            tracing::warn!(target: "dynamo_core", attempts, ?pause, "another transaction is at work on an item, or too many are; sent again");
        }
    }
}

#[cfg(not(feature = "tracing"))]
fn warn(_request: &Request, _attempts: u32, _pause: Duration) {}

#[cfg(test)]
mod tests {
    use super::{Backoff, Duration};

    /// The pauses, in milliseconds, of a call whose attempts take no time.
    fn pauses(backoff: Backoff, random: f64) -> Vec<u128> {
        let (mut elapsed, mut attempts) = (Duration::ZERO, 0);
        std::iter::from_fn(|| {
            attempts += 1;
            let pause = backoff.pause(attempts, elapsed, random)?;
            elapsed += pause;
            Some(pause.as_millis())
        })
        .collect()
    }

    #[test]
    fn pauses_double_up_to_the_cap_and_end() {
        assert_eq!(pauses(Backoff::default(), 1.0), [50, 100, 200, 400, 800, 1600, 3200, 5000, 5000]);
        let ms = Duration::from_millis;
        let soon = Backoff { base: ms(1), cap: ms(3), attempts: 5, ..Backoff::default() };
        assert_eq!(pauses(soon, 1.0), [1, 2, 3, 3]);
    }

    #[test]
    fn a_pause_is_any_part_of_the_longest() {
        assert_eq!(pauses(Backoff::default(), 0.5), [25, 50, 100, 200, 400, 800, 1600, 2500, 2500]);
        assert_eq!(pauses(Backoff::default(), 0.0), [0; 9]);
    }

    #[test]
    fn time_ends() {
        let brief = Backoff { deadline: Duration::from_secs(2), ..Backoff::default() };
        assert_eq!(pauses(brief, 1.0), [50, 100, 200, 400, 800]);
        let late = Duration::from_millis(29_960);
        assert_eq!(Backoff::default().pause(1, late, 0.8), Some(Duration::from_millis(40)));
        assert_eq!(Backoff::default().pause(2, late, 0.8), None);
    }

    #[test]
    fn one_attempt_is_not_repeated() {
        for attempts in [0, 1] {
            assert_eq!(pauses(Backoff { attempts, ..Backoff::default() }, 0.0), [0; 0]);
        }
        let endless = Backoff { attempts: u32::MAX, deadline: Duration::MAX, ..Backoff::default() };
        assert_eq!(endless.pause(u32::MAX - 1, Duration::MAX, 0.5), Some(Duration::from_millis(2_500)));
    }
}
