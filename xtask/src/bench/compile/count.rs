//! One compilation in instructions of the compiler: what the gate goes by, since the machine may be busy.

use std::{fs, path::Path};

use super::{
    generate::{Crate, Kind, touch},
    measure::{self, Sample, Step, once},
};
use crate::{
    Failure,
    command::quietly,
    engines,
    repository::{target, write},
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
        let crates = [Kind::Ours, Kind::Serde].map(|kind| Crate { kind, size: STRUCTS });
        println!("==> `cargo {}` of {}", step.word(), crates.each_ref().map(Crate::name).join(" and "));
        let logs = counted(&valgrind.path, manifest, step, &crates)?;
        for one in &crates {
            let of_it = logs.iter().filter_map(|log| instructions(log, &one.name()));
            let instructions = of_it.max().ok_or_else(|| format!("{} was not counted", one.name()))?;
            let times: Vec<Sample> = (0..runs).map(|_| once(manifest, step, one)).collect::<Result<_, _>>()?;
            let time = times.into_iter().min_by_key(Sample::cost).ok_or("nothing was run")?;
            counts.push(Count { step, kind: one.kind, instructions, time });
        }
    }
    Ok(counts)
}

/// Compiles these crates, side by side, with valgrind around the compiler, and gives what it said of each.
fn counted(valgrind: &Path, manifest: &Path, step: Step, crates: &[Crate]) -> Result<Vec<String>, Failure> {
    let logs = target().join("bench-compile").join("counts");
    // Nothing is there the first time.
    let _ = fs::remove_dir_all(&logs);
    let wrapper = logs.join("count");
    write(&wrapper, &script(valgrind, &logs))?;
    may_run(&wrapper)?;
    let mut command = measure::command(manifest, step);
    for one in crates {
        touch(manifest, one)?;
        command.args(["--package", &one.name()]);
    }
    quietly(command.env("RUSTC_WORKSPACE_WRAPPER", wrapper))?;
    let listing = fs::read_dir(&logs).map_err(|error| format!("{}: {error}", logs.display()))?;
    Ok(listing.filter_map(|log| fs::read_to_string(log.ok()?.path()).ok()).collect())
}

/// What cargo runs for the compiler. It may start another, if it is one of rustup's.
fn script(valgrind: &Path, logs: &Path) -> String {
    let options = "--tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null --trace-children=yes";
    format!("#!/bin/sh\nexec '{}' {options} --log-file='{}/%p.log' \"$@\"\n", valgrind.display(), logs.display())
}

#[cfg(unix)]
fn may_run(script: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(script, fs::Permissions::from_mode(0o755)).map_err(|error| error.to_string())
}

/// There is no valgrind.
#[cfg(not(unix))]
fn may_run(_script: &Path) -> Result<(), Failure> {
    Ok(())
}

/// The instructions that the compiler took for this crate, if the log is of that; cargo asks it for its version, too.
fn instructions(log: &str, name: &str) -> Option<u64> {
    log.split_whitespace().skip_while(|word| *word != "--crate-name").nth(1).filter(|known| *known == name)?;
    let number = log.lines().find_map(|line| line.split_once("refs:").map(|(_, number)| number))?;
    number.trim().replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::instructions;

    #[test]
    fn the_count_is_at_the_end_of_the_log() {
        let log = "==1== Cachegrind\n==1== Command: /bin/rustc --crate-name ours_20 --edition=2024\n==1== I   refs:      2,310,231,262\n";
        assert_eq!(instructions(log, "ours_20"), Some(2_310_231_262));
        assert_eq!(instructions(log, "ours_2"), None);
        assert_eq!(instructions("==1== Command: /bin/rustc -vV\n==1== I   refs:      2,310\n", "ours_20"), None);
    }
}
