//! One compilation of one crate, and what it took.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use super::generate::{Crate, touch};
use crate::{
    Failure,
    command::{cargo, line},
    repository::target,
};

/// What cargo is asked to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    Check,
    Build,
}

impl Step {
    pub(super) const ALL: [Self; 2] = [Self::Check, Self::Build];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Build => "build",
        }
    }
}

/// What a compilation took.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    pub(super) wall: Duration,
    /// User time of cargo and all it started, where the system tells; far less noisy than the clock.
    pub(super) cpu: Option<Duration>,
}

impl Sample {
    /// Processor time, else the clock.
    pub(super) fn cost(&self) -> Duration {
        self.cpu.unwrap_or(self.wall)
    }
}

/// Compiles everything, dependencies included.
pub(super) fn prepare(manifest: &Path, step: Step) -> Result<(), Failure> {
    let mut command = command(manifest, step);
    command.arg("--workspace");
    run(command)
}

/// Compiles one crate again.
pub(super) fn once(manifest: &Path, step: Step, one: &Crate) -> Result<Sample, Failure> {
    touch(manifest, one)?;
    let mut command = command(manifest, step);
    command.args(["--package", &one.name()]);
    let (clock, cpu) = (Instant::now(), children_cpu());
    run(command)?;
    let cpu = cpu.zip(children_cpu()).map(|(before, after)| after.saturating_sub(before));
    Ok(Sample { wall: clock.elapsed(), cpu })
}

/// Cargo, with nothing said yet about which crate.
pub(super) fn command(manifest: &Path, step: Step) -> Command {
    let mut command = cargo(&[step.word(), "--quiet", "--offline", "--manifest-path"]);
    command.arg(manifest);
    command.env("CARGO_TARGET_DIR", target()).env("CARGO_INCREMENTAL", "0");
    command
}

fn run(mut command: Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", line(&command))) }
}

/// The user time of all finished children, on Linux.
fn children_cpu() -> Option<Duration> {
    cutime(&fs::read_to_string("/proc/self/stat").ok()?)
}

/// Field 16 of the line, in hundredths of a second; the name, field 2, may hold spaces and stands in parentheses.
fn cutime(stat: &str) -> Option<Duration> {
    let behind_name = stat.rsplit_once(')')?.1;
    let ticks: u64 = behind_name.split_whitespace().nth(13)?.parse().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

#[cfg(test)]
mod tests {
    use super::{Duration, cutime};

    #[test]
    fn the_user_time_of_children_is_field_16() {
        let stat = "7 (a b) c) S 1 2 3 4 5 6 7 8 9 10 11 12 250 14 15";
        assert_eq!(cutime(stat), Some(Duration::from_millis(2500)));
        assert_eq!(cutime(""), None);
    }
}
