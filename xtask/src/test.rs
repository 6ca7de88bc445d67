//! `cargo xtask test`: the two feature sets, one after the other, the full one on all engines.
//!
//! Both are debug builds in one target folder. The SDK has the same features in both, so that it is compiled once;
//! the ui cases are checked (not built) by trybuild in a folder of their own.

mod summary;

use std::{env, time::Instant};

use crate::{
    Failure,
    command::{cargo, step},
    engines::Engines,
};
use summary::{Outcome, Summary};

/// A step of the run.
struct Step {
    title: &'static str,
    /// Whether the tests are told where the servers are.
    engines: bool,
    /// What cargo is told.
    words: &'static [&'static str],
}

/// Full: what the library is, with every feature. Lean: what a user's first build is.
const STEPS: &[Step] = &[
    Step {
        title: "full: all packages, all features",
        engines: true,
        words: &["test", "--workspace", "--all-features", "--exclude", "ui-tests"],
    },
    Step {
        title: "lean: the quickstart",
        engines: false,
        words: &["run", "--quiet", "--package", "dynamo-examples", "--example", "quickstart"],
    },
    Step { title: "lean: ui cases", engines: false, words: &["test", "--package", "ui-tests"] },
];

pub(crate) fn run() -> Result<(), Failure> {
    let mut engines = Engines::start()?;
    let missing = engines.missing();
    if !missing.is_empty() && env::var("CI").is_ok_and(|ci| ci == "true") {
        return Err(format!("with CI=true every engine must run\n{}", missing.join("\n")));
    }
    for advice in &missing {
        println!("{advice}\n    its tests are skipped");
    }
    let mut summary = Summary::default();
    let tested = run_steps(&engines, &mut summary);
    let stopped = engines.stop();
    println!("\n{}", summary.text(&engines.all));
    tested.and(stopped)?;
    println!("{}", verdict(missing.len()));
    Ok(())
}

/// All steps, up to the first that fails.
fn run_steps(engines: &Engines, summary: &mut Summary) -> Result<(), Failure> {
    let mut result = Ok(());
    for Step { title, engines: real, words } in STEPS {
        if result.is_err() {
            summary.add(title, Outcome::NotRun);
            continue;
        }
        let mut command = cargo(words);
        command.envs(engines.variables().into_iter().filter(|_| *real));
        let start = Instant::now();
        result = step(title, command);
        let took = start.elapsed();
        summary.add(title, if result.is_ok() { Outcome::Passed(took) } else { Outcome::Failed(took) });
    }
    result
}

fn verdict(missing: usize) -> String {
    match missing {
        0 => format!("all tests passed ({} steps)", STEPS.len()),
        _ => format!("all tests passed ({} steps), but not on every engine: see above", STEPS.len()),
    }
}
