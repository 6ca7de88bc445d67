//! `cargo xtask soak`: many tasks under faults, for as long as one likes. The tests run the same with five seeds.

use crate::{
    Failure,
    command::{cargo, step},
    seeded::{Seeded, parse},
};

/// As many calls as take some minutes.
const CALLS: u64 = 100_000;

pub(crate) fn run(words: &[&str]) -> Result<(), Failure> {
    let Seeded { count, seed } = parse("soak", "--ops", CALLS, words)?;
    let target = ["--package", "dynamo-core", "--all-features", "--profile", "bench", "--test", "soak"];
    let only = ["--", "--exact", "long", "--ignored", "--nocapture"];
    let mut command = cargo(&[&["test"], &target[..], &only[..]].concat());
    command.env("SOAK_OPS", count.to_string());
    match seed {
        Some(seed) => command.env("SOAK_SEED", seed.to_string()),
        None => command.env_remove("SOAK_SEED"),
    };
    step("soak", command)
}
