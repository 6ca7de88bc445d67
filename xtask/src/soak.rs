//! `cargo xtask soak`: many tasks under faults, for as long as one likes. The tests run the same with five seeds, and on PostgreSQL with one.

use crate::{
    Failure,
    command::{cargo, step},
    engines::Engines,
    seeded::{Seeded, parse},
};

/// As many calls as take some minutes.
const CALLS: u64 = 100_000;

pub(crate) fn run(words: &[&str]) -> Result<(), Failure> {
    let (on_postgres, words): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| **word == "--postgres");
    let options = parse("soak", "--ops", CALLS, &words)?;
    if on_postgres.is_empty() { soak("long", &[], &options) } else { postgres(&options) }
}

/// On a server of ours, or the one that the environment names.
fn postgres(options: &Seeded) -> Result<(), Failure> {
    let mut engines = Engines::start()?;
    let variables = engines.variables();
    let done = if variables.iter().any(|(name, _)| *name == "DYNAMO_TEST_POSTGRES") {
        soak("long_on_postgres", &variables, options)
    } else {
        Err(engines.missing().join("\n"))
    };
    done.and(engines.stop())
}

fn soak(test: &str, variables: &[(&str, &str)], Seeded { count, seed }: &Seeded) -> Result<(), Failure> {
    let target = ["--package", "dynamo-core", "--all-features", "--profile", "bench", "--test", "soak"];
    let only = ["--", "--exact", test, "--ignored", "--nocapture"];
    let mut command = cargo(&[&["test"], &target[..], &only[..]].concat());
    command.envs(variables.iter().copied()).env("SOAK_OPS", count.to_string());
    match seed {
        Some(seed) => command.env("SOAK_SEED", seed.to_string()),
        None => command.env_remove("SOAK_SEED"),
    };
    step("soak", command)
}
