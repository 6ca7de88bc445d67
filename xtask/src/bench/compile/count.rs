//! One compilation in instructions of the compiler: what the gate goes by, since the machine may be busy.

use std::{fs, path::Path, process::Command};

use super::{
    generate::{Crate, Kind},
    measure::{Sample, Step, command, once},
};
use crate::{
    Failure,
    command::{line, quietly},
    engines,
    repository::target,
};

/// How many structs the crates have that are counted.
const STRUCTS: usize = 20;

/// What one crate takes to compile.
pub(super) struct Count {
    pub(super) step: Step,
    pub(super) kind: Kind,
    pub(super) instructions: u64,
    /// The shortest of the runs, which nothing is decided by.
    pub(super) time: Sample,
}

/// Counts the crates of both sides in both steps.
pub(super) fn counts(manifest: &Path, runs: usize) -> Result<Vec<Count>, Failure> {
    let valgrind = engines::valgrind()?;
    let mut counts = Vec::new();
    for step in Step::ALL {
        for kind in [Kind::Ours, Kind::Serde] {
            let one = Crate { kind, size: STRUCTS };
            println!("==> `cargo {}` of {}", step.word(), one.name());
            let times: Vec<Sample> = (0..runs).map(|_| once(manifest, step, &one)).collect::<Result<_, _>>()?;
            let time = times.into_iter().min_by_key(Sample::cost).ok_or("nothing was run")?;
            let instructions = instructions(&valgrind.path, manifest, step, &one)?;
            counts.push(Count { step, kind, instructions, time });
        }
    }
    Ok(counts)
}

/// Cargo calls the compiler through valgrind, for this crate only.
fn instructions(valgrind: &Path, manifest: &Path, step: Step, one: &Crate) -> Result<u64, Failure> {
    let logs = target().join("bench-compile").join("counts");
    // Nothing is there the first time.
    let _ = fs::remove_dir_all(&logs);
    fs::create_dir_all(&logs).map_err(|error| format!("{}: {error}", logs.display()))?;
    super::generate::touch(manifest, one)?;
    let mut command = command(manifest, step, "--package", &[&one.name()]);
    command.env("RUSTC_WORKSPACE_WRAPPER", valgrind).env("VALGRIND_OPTS", options(&logs));
    let line = line(&command);
    quietly(&mut command)?;
    most(&logs).ok_or_else(|| format!("`{line}` did not say how many instructions it took"))
}

/// A compiler may start another, if it is one of rustup's.
fn options(logs: &Path) -> String {
    let log = logs.join("%p.log");
    format!(
        "--tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null --trace-children=yes --log-file={}",
        log.display()
    )
}

/// The greatest count: cargo asks a compiler for its version, too.
fn most(logs: &Path) -> Option<u64> {
    let logs = fs::read_dir(logs).ok()?.filter_map(|log| fs::read_to_string(log.ok()?.path()).ok());
    logs.filter_map(|log| counted(&log)).max()
}

/// `==1== I   refs:      2,310,231,262`
fn counted(log: &str) -> Option<u64> {
    let number = log.lines().find_map(|line| line.split_once("refs:").map(|(_, number)| number))?;
    number.trim().replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn the_count_is_at_the_end_of_the_log() {
        assert_eq!(counted("==1== Cachegrind\n==1== \n==1== I   refs:      2,310,231,262\n"), Some(2_310_231_262));
        assert_eq!(counted("==1== Cachegrind\n"), None);
    }
}
