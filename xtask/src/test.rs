//! `cargo xtask test`: the two feature sets, one after the other, the full one on all engines.
//!
//! Both are debug builds in one target folder. The lean one has no TLS and no AWS configuration, so that the SDK is compiled for it once
//! more; the ui cases are checked (not built) by trybuild in a folder of their own.

mod lean;
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
    work: Work,
}

/// What a step does.
enum Work {
    /// What cargo is told.
    Cargo(&'static [&'static str]),
    /// Something else.
    Check(fn() -> Result<(), Failure>),
}

/// Full: what the library is, with every feature. Lean: what a user's first build is.
const STEPS: &[Step] = &[
    Step {
        title: "full: all packages, all features",
        engines: true,
        work: Work::Cargo(&["test", "--workspace", "--all-features", "--exclude", "ui-tests"]),
    },
    Step {
        title: "lean: the quickstart",
        engines: false,
        work: Work::Cargo(&["run", "--quiet", "--example", "quickstart"]),
    },
    Step {
        title: "lean: the tracing example",
        engines: false,
        work: Work::Cargo(&["run", "--quiet", "--example", "tracing"]),
    },
    Step { title: "lean: what the quickstart is built of", engines: false, work: Work::Check(lean::check) },
    Step { title: "lean: ui cases", engines: false, work: Work::Cargo(&["test", "--package", "ui-tests"]) },
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
    for Step { title, engines: real, work } in STEPS {
        if result.is_err() {
            summary.add(title, Outcome::NotRun);
            continue;
        }
        let start = Instant::now();
        result = match work {
            Work::Cargo(words) => {
                let mut command = cargo(words);
                command.envs(engines.variables().into_iter().filter(|_| *real));
                step(title, command)
            }
            Work::Check(check) => {
                println!("\n==> {title}");
                check()
            }
        };
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
