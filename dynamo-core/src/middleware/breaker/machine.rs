//! The states of a breaker and what changes them, as plain data: time comes from outside.

use std::time::{Duration, Instant};

use super::Breaker;
use super::verdict::Verdict;

/// How a breaker is.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::middleware::BreakerState;
///
/// assert_eq!(Db::offline().breaker().state(), BreakerState::Closed { failures: 0 });
/// assert_eq!(Db::builder().no_breaker().offline().breaker().state(), BreakerState::Off);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BreakerState {
    /// There is none: every call is sent.
    Off,
    /// Calls are sent.
    Closed {
        /// How many have failed in a row.
        failures: u32,
    },
    /// Calls fail at once.
    Open {
        /// How long until one is let through as a probe; zero when the next one is.
        retry_in: Duration,
    },
    /// A probe is on its way, and all other calls fail at once.
    HalfOpen,
}

/// Where a call began. It says something about the engine only as long as the breaker has not changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ticket {
    generation: u64,
}

/// A breaker at work.
#[derive(Debug, Clone)]
pub(super) struct Machine {
    settings: Breaker,
    phase: Phase,
    /// Counts the changes: what began in another generation is a straggler.
    generation: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Closed {
        failures: u32,
    },
    Open {
        since: Instant,
    },
    /// A probe is out. When it says nothing, the breaker is open since then as before, and the next call is a probe.
    HalfOpen {
        since: Instant,
    },
}

/// How long a probe takes nobody knows: whoever asks meanwhile is told to come back soon.
const SOON: Duration = Duration::from_secs(1);

impl Machine {
    pub(super) fn new(settings: Breaker) -> Self {
        Self { settings, phase: Phase::Closed { failures: 0 }, generation: 0 }
    }

    /// A call begins, or is told how long to wait. The clock is looked at only if it matters.
    pub(super) fn begin(&mut self, now: impl FnOnce() -> Instant) -> Result<Ticket, Duration> {
        match self.phase {
            Phase::Closed { .. } => {}
            Phase::Open { since } => match self.left(since, now()) {
                Duration::ZERO => self.change(Phase::HalfOpen { since }),
                left => return Err(left),
            },
            Phase::HalfOpen { .. } => return Err(SOON.min(self.settings.cooldown)),
        }
        Ok(Ticket { generation: self.generation })
    }

    /// A call has ended.
    pub(super) fn end(&mut self, ticket: Ticket, verdict: Verdict, now: impl FnOnce() -> Instant) {
        if ticket.generation != self.generation {
            return;
        }
        match (self.phase, verdict) {
            (Phase::Closed { failures }, Verdict::Failed) => self.failed(failures.saturating_add(1), now),
            (Phase::Closed { failures: 0 }, Verdict::Answered) => {}
            (Phase::Closed { .. }, Verdict::Answered) => self.phase = Phase::Closed { failures: 0 },
            (Phase::HalfOpen { .. }, Verdict::Answered) => self.change(Phase::Closed { failures: 0 }),
            (Phase::HalfOpen { .. }, Verdict::Failed) => self.change(Phase::Open { since: now() }),
            (Phase::HalfOpen { since }, Verdict::Silent) => self.change(Phase::Open { since }),
            // No call begins while it is open.
            (Phase::Closed { .. }, Verdict::Silent) | (Phase::Open { .. }, _) => {}
        }
    }

    /// Closes it; calls that are on their way say nothing any more.
    pub(super) fn reset(&mut self) {
        self.change(Phase::Closed { failures: 0 });
    }

    pub(super) fn state(&self, now: impl FnOnce() -> Instant) -> BreakerState {
        match self.phase {
            Phase::Closed { failures } => BreakerState::Closed { failures },
            Phase::Open { since } => BreakerState::Open { retry_in: self.left(since, now()) },
            Phase::HalfOpen { .. } => BreakerState::HalfOpen,
        }
    }

    /// The name of the state.
    pub(super) fn name(&self) -> &'static str {
        match self.phase {
            Phase::Closed { .. } => "closed",
            Phase::Open { .. } => "open",
            Phase::HalfOpen { .. } => "half-open",
        }
    }

    /// How many changes there have been.
    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    fn failed(&mut self, failures: u32, now: impl FnOnce() -> Instant) {
        if failures >= self.settings.failures {
            self.change(Phase::Open { since: now() });
        } else {
            self.phase = Phase::Closed { failures };
        }
    }

    fn left(&self, since: Instant, now: Instant) -> Duration {
        self.settings.cooldown.saturating_sub(now.saturating_duration_since(since))
    }

    fn change(&mut self, phase: Phase) {
        self.phase = phase;
        self.generation += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Breaker, BreakerState, Duration, Instant, Machine, SOON, Verdict};

    #[test]
    fn times_that_no_clock_reaches_do_no_harm() {
        let start = Instant::now();
        for (cooldown, first) in [(Duration::MAX, Err(Duration::MAX)), (Duration::ZERO, Ok(()))] {
            let mut machine = Machine::new(Breaker::new().failures(0).cooldown(cooldown));
            let ticket = machine.begin(|| start).unwrap();
            machine.end(ticket, Verdict::Failed, || start);
            assert_eq!(machine.state(|| start), BreakerState::Open { retry_in: cooldown });
            // A clock that goes backwards is one that stands still.
            let before = start.checked_sub(Duration::from_millis(1)).unwrap();
            assert_eq!(machine.begin(|| before).map(|_| ()), first);
            assert_eq!(machine.begin(|| start).unwrap_err(), SOON.min(cooldown).max(first.err().unwrap_or_default()));
        }
    }

    #[test]
    fn the_clock_is_not_looked_at_while_all_goes_well() {
        let never = || -> Instant { panic!("the clock was looked at") };
        let mut machine = Machine::new(Breaker::new());
        let tickets = [(); 4].map(|()| machine.begin(never).unwrap());
        machine.end(tickets[0], Verdict::Answered, never);
        machine.end(tickets[1], Verdict::Failed, never);
        machine.end(tickets[2], Verdict::Silent, never);
        assert_eq!(machine.state(never), BreakerState::Closed { failures: 1 });
        machine.end(tickets[3], Verdict::Answered, never);
        assert_eq!((machine.state(never), machine.generation()), (BreakerState::Closed { failures: 0 }, 0));
    }
}
