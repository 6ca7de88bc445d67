//! `cargo xtask test`: the two feature sets, one after the other.
//!
//! Both are debug builds in one target folder. The SDK has the same features in both, so that it is compiled once;
//! the ui cases are checked (not built) by trybuild in a folder of their own.

use crate::{
    Failure,
    command::{cargo, step},
};

/// A step of the run: its title and cargo's words.
struct Step(&'static str, &'static [&'static str]);

/// Full: what the library is, with every feature. Lean: what a user's first build is.
const STEPS: &[Step] = &[
    Step("full: all packages, all features", &["test", "--workspace", "--all-features", "--exclude", "ui-tests"]),
    Step("lean: the quickstart", &["run", "--quiet", "--package", "dynamo-examples", "--example", "quickstart"]),
    Step("lean: ui cases", &["test", "--package", "ui-tests"]),
];

pub(crate) fn run() -> Result<(), Failure> {
    for Step(title, words) in STEPS {
        step(title, cargo(words))?;
    }
    println!("\nall tests passed ({} steps)", STEPS.len());
    Ok(())
}
