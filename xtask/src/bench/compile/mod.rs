//! `cargo xtask bench --compile`: what the derive costs at compile time, beside serde's two derives.
//!
//! Crates of 1, 20 and 100 equal structs are generated for both, and only they are compiled again and again; the
//! dependencies are built before. The difference of 100 and 20 structs, divided by 80, is free of everything that
//! is paid once. With `--check`, the instructions are counted that the compiler takes for the crates of 20, which a busy
//! machine does not change, and ours may not be more than serde's.

mod count;
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
    let verdict = if options.check {
        let counts = count::counts(&manifest, options.runs)?;
        println!("{}", report::counts(&counts));
        report::verdict(&counts)
    } else {
        let mut series = Vec::new();
        for step in Step::ALL {
            for kind in Kind::ALL {
                series.push(Series { step, kind, samples: SIZES.map(|size| (size, Vec::new())).into() });
            }
        }
        measure(&manifest, &mut series, options.runs)?;
        println!("{}", report::table(&series));
        Ok(())
    };
    println!("toolchain: {}", version()?);
    verdict
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

fn version() -> Result<String, Failure> {
    let output = cargo(&["--version"]).output().map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
