//! What is measured.

use std::time::Instant;

use cpu_time::ProcessTime;

/// Runs until it is read.
pub(crate) struct Clock {
    wall: Instant,
    /// Of the whole process, in user and system mode, all threads together.
    cpu: ProcessTime,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self { wall: Instant::now(), cpu: ProcessTime::now() }
    }

    /// Prints `operation count seconds cpu-seconds`.
    pub(crate) fn print(self, operation: &str, count: usize) {
        let (wall, cpu) = (self.wall.elapsed(), self.cpu.elapsed());
        println!("{operation} {count} {:.6} {:.6}", wall.as_secs_f64(), cpu.as_secs_f64());
    }
}
