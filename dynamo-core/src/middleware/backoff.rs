use std::time::{Duration, Instant};

/// How often, and how patiently, is asked again for what the SDK does not ask again: members of a batch that were not processed.
///
/// ```
/// # use std::time::Duration;
/// # use dynamo_core::prelude::*;
/// use dynamo_core::middleware::Retries;
///
/// let db = Db::builder().retries(Retries::new().attempts(3).patience(Duration::from_secs(5))).offline();
/// # drop(db);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "it is a setting: pass it to `Db::builder().retries(..)`"]
pub struct Retries {
    base: Duration,
    cap: Duration,
    attempts: u32,
    patience: Duration,
}

impl Retries {
    /// At most 10 attempts in 30 s, with pauses of up to 50 ms, then up to twice as much each time, and never of more than 5 s.
    pub const fn new() -> Self {
        Self {
            base: Duration::from_millis(50),
            cap: Duration::from_secs(5),
            attempts: 10,
            patience: Duration::from_secs(30),
        }
    }

    /// The longest first pause.
    pub const fn base(self, base: Duration) -> Self {
        Self { base, ..self }
    }

    /// The longest of all pauses.
    pub const fn cap(self, cap: Duration) -> Self {
        Self { cap, ..self }
    }

    /// The most attempts, the first one included.
    pub const fn attempts(self, attempts: u32) -> Self {
        Self { attempts, ..self }
    }

    /// The time after the first attempt within which the last one has to begin.
    pub const fn patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }
}

impl Default for Retries {
    fn default() -> Self {
        Self::new()
    }
}

/// How far one call is with its attempts. It has neither a clock nor dice of its own.
#[derive(Debug, Clone, Copy)]
pub struct Backoff {
    retries: Retries,
    started: Instant,
    failed: u32,
}

impl Backoff {
    /// The first attempt begins.
    #[must_use]
    pub const fn new(retries: Retries, now: Instant) -> Self {
        Self { retries, started: now, failed: 0 }
    }

    /// An attempt has failed: the pause before the next one, or `None` when there is to be none. `dice` is anything from 0 to 1; a pause is
    /// any part of the longest one (full jitter), so that callers who failed together do not come back together.
    #[must_use]
    pub fn failed(&mut self, now: Instant, dice: f64) -> Option<Duration> {
        self.failed = self.failed.saturating_add(1);
        if self.failed >= self.retries.attempts {
            return None;
        }
        let doubled = 2_u32.saturating_pow(self.failed - 1);
        let pause = self.retries.base.saturating_mul(doubled).min(self.retries.cap).mul_f64(dice.clamp(0.0, 1.0));
        let waited = now.saturating_duration_since(self.started);
        (waited.saturating_add(pause) <= self.retries.patience).then_some(pause)
    }

    /// How many attempts have failed.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.failed
    }
}

#[cfg(test)]
mod tests {
    use super::{Backoff, Duration, Instant, Retries};

    /// The pauses, in milliseconds, of a call whose attempts take no time.
    fn pauses(retries: Retries, dice: f64) -> Vec<u128> {
        let mut now = Instant::now();
        let mut backoff = Backoff::new(retries, now);
        std::iter::from_fn(|| {
            let pause = backoff.failed(now, dice)?;
            now += pause;
            Some(pause.as_millis())
        })
        .collect()
    }

    #[test]
    fn pauses_double_up_to_the_cap_and_end() {
        assert_eq!(pauses(Retries::new(), 1.0), [50, 100, 200, 400, 800, 1600, 3200, 5000, 5000]);
        let soon = Retries::new().base(Duration::from_millis(1)).cap(Duration::from_millis(3)).attempts(5);
        assert_eq!(pauses(soon, 1.0), [1, 2, 3, 3]);
    }

    #[test]
    fn a_pause_is_any_part_of_the_longest() {
        assert_eq!(pauses(Retries::new(), 0.5), [25, 50, 100, 200, 400, 800, 1600, 2500, 2500]);
        assert_eq!(pauses(Retries::new(), 0.0), [0; 9]);
        assert_eq!(pauses(Retries::new().attempts(2), 7.0), [50]);
    }

    #[test]
    fn patience_ends() {
        let retries = Retries::new().patience(Duration::from_secs(2));
        assert_eq!(pauses(retries, 1.0), [50, 100, 200, 400, 800]);
        let start = Instant::now();
        let mut backoff = Backoff::new(Retries::new(), start);
        let late = start + Duration::from_millis(29_960);
        assert_eq!(backoff.failed(late, 0.8), Some(Duration::from_millis(40)));
        assert_eq!(backoff.failed(late, 0.8), None);
        assert_eq!(backoff.attempts(), 2);
    }

    #[test]
    fn one_attempt_is_not_repeated() {
        for attempts in [0, 1] {
            assert_eq!(pauses(Retries::new().attempts(attempts), 0.0), []);
        }
        let endless = Retries::new().attempts(u32::MAX).patience(Duration::MAX).cap(Duration::MAX);
        let mut backoff = Backoff::new(endless, Instant::now());
        assert!((0..200).all(|_| backoff.failed(Instant::now(), 0.0).is_some()));
    }
}
