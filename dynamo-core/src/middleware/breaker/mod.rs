//! The circuit breaker: while an engine does not answer, or only throttles, calls fail at once instead of waiting for it, and it is left alone to recover.

mod circuit;
mod handle;
#[cfg(test)]
mod interleavings;
mod machine;
mod verdict;

use std::time::Duration;

pub(crate) use circuit::Circuit;
pub use handle::BreakerHandle;
pub use machine::BreakerState;

/// When calls stop being sent to an engine that does not answer, and for how long: after 5 failures in a row, for 30 s, unless something else
/// is said. A [`Db`](crate::db::Db) has a breaker unless it is told [otherwise](crate::db::DbBuilder::no_breaker).
///
/// ```
/// # use dynamo_core::prelude::*;
/// use std::time::Duration;
/// use dynamo_core::middleware::{Breaker, BreakerState};
///
/// let db = Db::builder().breaker(Breaker::new().failures(3).cooldown(Duration::from_secs(60))).offline();
/// assert_eq!(db.breaker().state(), BreakerState::Closed { failures: 0 });
/// ```
///
/// *Closed*, it lets every call through and counts those that fail in a row. When there are enough, it *opens*: calls fail with
/// [`CircuitOpen`](crate::error::ErrorKind::CircuitOpen), and nothing is sent. When the time is over, the next call is a probe, and the breaker is
/// *half-open*: all others still fail. If the engine answers the probe, the breaker closes; if not, it opens for as long again. A
/// probe that is dropped, or panics, has said nothing, and the next call is one. A probe takes as long as its call may: give the
/// SDK's client a timeout where requests may hang. A call that began before the breaker changed, and ends later, changes nothing.
///
/// A call counts once, whatever it took: the breaker stands around all that is sent again. This is what it comes to:
///
/// | outcome | counts as |
/// |---|---|
/// | success; a row that does not fit its type | an answer: closes a probe, begins to count anew |
/// | a batch that is given up with members left, for throttling or a failure | a failure |
/// | `Throttled`, `Unavailable`, `Timeout`, `Unprocessed` | a failure |
/// | `OutcomeUnknown` | a failure, unless the last attempt was answered: with a refusal, say |
/// | `MissingTable`, `MissingIndex`, `NoStream`, `StreamGap`, `AlreadyExists`, `NotFound`, `VersionConflict`, `ConditionFailed`, `OutOfRange`, `Outdated`, `Decode`, `ItemCollectionTooLarge`, `TransactionCancelled`, `TransactionConflict`, `Other` | an answer |
/// | `InvalidRequest`, `AccessDenied` with the engine's [code](crate::Error::code) | an answer |
/// | the same without one: found before anything was sent, or nobody to sign for | nothing: a probe gives its turn to the next call |
/// | `InvalidKey`, `InvalidCursor`, `Encode`, `ItemTooLarge`, `Unsupported`, `Unfinished`, `TableDiffers`, `CircuitOpen` | nothing |
/// | dropped, cancelled, panicked | nothing |
///
/// Every change is an event of level WARN (feature `tracing`, target `dynamo_core`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "it is for `Db::builder().breaker(..)`"]
pub struct Breaker {
    failures: u32,
    cooldown: Duration,
}

impl Default for Breaker {
    fn default() -> Self {
        Self { failures: 5, cooldown: Duration::from_secs(30) }
    }
}

impl Breaker {
    /// Five failures in a row, and 30 s.
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens after so many failures in a row; at least one.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # use dynamo_core::middleware::Breaker;
    /// let db = Db::builder().breaker(Breaker::new().failures(3)).offline();
    /// # drop(db);
    /// ```
    pub fn failures(mut self, failures: u32) -> Self {
        self.failures = failures.max(1);
        self
    }

    /// Stays open for so long before a call is let through as a probe.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # use std::time::Duration;
    /// # use dynamo_core::middleware::Breaker;
    /// let db = Db::builder().breaker(Breaker::new().cooldown(Duration::from_secs(5))).offline();
    /// # drop(db);
    /// ```
    pub fn cooldown(mut self, cooldown: Duration) -> Self {
        self.cooldown = cooldown;
        self
    }
}
