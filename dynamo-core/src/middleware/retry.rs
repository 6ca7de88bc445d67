use std::time::{Duration, Instant};

use super::{Layer, Next};
use crate::backend::BoxFuture;
use crate::error::Result;
use crate::request::{Request, TransactWrite};
use crate::response::{Reply, Rows};

/// Repeats what the SDK does not: transactions that met another one, with their token, so that none is carried out twice.
#[derive(Debug, Clone, Copy)]
pub struct Retry;

/// How long to wait before the next attempt: full jitter over a pause that doubles, up to a cap, until attempts or time are used up.
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
        (elapsed + pause <= self.deadline).then_some(pause)
    }
}

impl Layer for Retry {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        match request {
            Request::TransactWrite(request) => Box::pin(transaction(request, next)),
            request => next.call(request, rows),
        }
    }
}

async fn transaction(request: Box<TransactWrite>, next: Next<'_>) -> Result<Reply> {
    let (backoff, started) = (Backoff::default(), Instant::now());
    let mut attempts = 0;
    loop {
        attempts += 1;
        let error = match next.call(Request::TransactWrite(request.clone()), None).await {
            Err(error) if error.is_transaction_conflict() => error,
            done => return done,
        };
        let Some(pause) = backoff.pause(attempts, started.elapsed(), fastrand::f64()) else { return Err(error) };
        warn(attempts, pause);
        tokio::time::sleep(pause).await;
    }
}

#[cfg(feature = "tracing")]
fn warn(attempts: u32, pause: Duration) {
    tracing::warn!(target: "dynamo_core", attempts, ?pause, "another transaction is at work on an item; sent again");
}

#[cfg(not(feature = "tracing"))]
fn warn(_attempts: u32, _pause: Duration) {}
