//! So many calls, and the time they take.

use std::time::{Duration, Instant};

/// The numbers of the calls. The first is not timed: it fills caches, and its answer is checked.
#[derive(Debug)]
pub(crate) struct Calls {
    count: u32,
    begun: u32,
    second: Option<Instant>,
    timed: Duration,
}

impl Calls {
    pub(crate) fn new(count: u32) -> Self {
        Self { count, begun: 0, second: None, timed: Duration::ZERO }
    }

    /// Of one call, of all that are timed; 0 if there are none.
    pub(crate) fn nanoseconds(&self) -> u128 {
        let timed = u128::from(self.count.saturating_sub(1));
        self.timed.as_nanos().checked_div(timed).unwrap_or_default()
    }
}

impl Iterator for Calls {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let call = self.begun;
        if call == self.count {
            self.timed = self.second.map_or(Duration::ZERO, |second| second.elapsed());
            return None;
        }
        if call == 1 {
            self.second = Some(Instant::now());
        }
        self.begun += 1;
        Some(call)
    }
}
