//! `cargo xtask fuzz`: our evaluator of expressions against the engines, for as long as one likes. The tests run the same with one seed.

use crate::{
    Failure,
    command::{cargo, step},
    engines::Engines,
    seeded::{Seeded, parse},
};

/// As many expressions of each kind as take a minute or two.
const CASES: u64 = 20_000;

pub(crate) fn run(words: &[&str]) -> Result<(), Failure> {
    let Seeded { count, seed } = parse("fuzz", "--cases", CASES, words)?;
    let mut engines = Engines::start()?;
    engines.missing().iter().for_each(|advice| println!("{advice}\n    it is left out"));
    // One engine after the other: each alone is busy enough.
    let only = ["--", "--nocapture", "--test-threads", "1"];
    let mut command =
        cargo(&[&["test", "--package", "dynamo-core", "--all-features", "--test", "conformance"], &only[..]].concat());
    command.envs(engines.variables()).env("CONFORMANCE", "evaluate: ").env("EVALUATE_CASES", count.to_string());
    let seed = seed.unwrap_or_else(drawn);
    println!("seed {seed}, {count} expressions of each kind on each engine");
    command.env("EVALUATE_SEED", seed.to_string());
    let done = step("fuzz", command);
    let stopped = engines.stop();
    done.and(stopped)
}

/// Different from run to run, and printed: that is all it has to be.
fn drawn() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(0)
}
