//! `cargo xtask bench --compile`: what the derive costs at compile time, beside serde's two derives.
//!
//! Crates of 1, 20 and 100 equal structs are generated for both, and only they are compiled again and again; the
//! dependencies are built before. The difference of 100 and 20 structs, divided by 80, is free of everything that
//! is paid once.

mod generate;
mod measure;
mod report;

use std::path::Path;

use super::Options;
use crate::{Failure, command::cargo};
use generate::{Crate, Kind, SIZES};
use measure::Step;
use report::Series;

pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let manifest = generate::workspace()?;
    for step in Step::ALL {
        println!("==> dependencies for `cargo {}`", step.word());
        measure::prepare(&manifest, step)?;
    }
    // The budget is serde's pair as it is; what it costs in use is for people to see.
    let kinds: &[Kind] = if options.check { &[Kind::Ours, Kind::Serde] } else { &Kind::ALL };
    let mut series = Vec::new();
    for step in Step::ALL {
        for kind in kinds {
            series.push(Series { step, kind: *kind, samples: SIZES.map(|size| (size, Vec::new())).into() });
        }
    }
    measure(&manifest, &mut series, options.runs)?;
    if options.check {
        again_while_over(&manifest, &mut series, options.runs)?;
    }
    println!("{}", report::table(&series));
    println!("toolchain: {}", version()?);
    if options.check { report::verdict(&series) } else { Ok(()) }
}

/// Adds so many samples to every series: taken in turns, so that a slow minute of the machine falls on all alike.
fn measure(manifest: &Path, series: &mut [Series], runs: usize) -> Result<(), Failure> {
    for _ in 0..runs {
        for series in &mut *series {
            for (size, samples) in &mut series.samples {
                samples.push(measure::once(manifest, series.step, &Crate { kind: series.kind, size: *size })?);
            }
        }
    }
    Ok(())
}

/// How often a result over the budget is measured again. Noise only ever adds time, so that the minima of more runs are
/// nearer to the truth.
const ROUNDS: usize = 3;

fn again_while_over(manifest: &Path, series: &mut [Series], runs: usize) -> Result<(), Failure> {
    for _ in 0..ROUNDS {
        if report::verdict(series).is_ok() {
            break;
        }
        println!("==> over the budget; measured again");
        measure(manifest, series, runs)?;
    }
    Ok(())
}

fn version() -> Result<String, Failure> {
    let output = cargo(&["--version"]).output().map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
