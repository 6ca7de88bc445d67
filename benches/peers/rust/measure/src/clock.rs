//! What is measured.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// Runs until it is read.
pub(crate) struct Clock {
    wall: Instant,
    cpu: Duration,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self { cpu: cpu(), wall: Instant::now() }
    }

    /// Prints `operation count seconds cpu-seconds`.
    pub(crate) fn print(self, operation: &str, count: usize) {
        let (wall, cpu) = (self.wall.elapsed(), cpu() - self.cpu);
        println!("{operation} {count} {:.6} {:.6}", wall.as_secs_f64(), cpu.as_secs_f64());
    }
}

/// Of the whole process, in user and system mode, all threads together.
fn cpu() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs().try_into().unwrap_or(0))
}
