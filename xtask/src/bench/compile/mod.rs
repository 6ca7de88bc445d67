//! `cargo xtask bench --compile`: what the derive costs at compile time, beside serde's two derives.
//!
//! Crates of 1, 20 and 100 equal structs are generated for both, and only they are compiled again and again; the
//! dependencies are built before. The difference of 100 and 20 structs, divided by 80, is free of everything that
//! is paid once.

mod generate;
mod measure;
mod report;

use super::Options;
use crate::{Failure, command::cargo};
use generate::{Crate, Kind, SIZES};
use measure::{Sample, Step};
use report::Series;

pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let manifest = generate::workspace()?;
    for step in Step::ALL {
        println!("==> dependencies for `cargo {}`", step.word());
        measure::prepare(&manifest, step)?;
    }
    let mut series = Vec::new();
    for step in Step::ALL {
        for kind in Kind::ALL {
            series.push(Series { step, kind, samples: Vec::new() });
        }
    }
    for size in SIZES {
        for series in &mut series {
            series.samples.push((size, Vec::new()));
        }
        // Taken in turns, so that a slow minute of the machine falls on all alike.
        for _ in 0..options.runs {
            for series in &mut series {
                let sample = measure::once(&manifest, series.step, &Crate { kind: series.kind, size })?;
                series.add(sample);
            }
        }
    }
    println!("{}", report::table(&series));
    println!("toolchain: {}", version()?);
    if options.check { report::verdict(&series) } else { Ok(()) }
}

fn version() -> Result<String, Failure> {
    let output = cargo(&["--version"]).output().map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

impl Series {
    fn add(&mut self, sample: Sample) {
        if let Some((_, samples)) = self.samples.last_mut() {
            samples.push(sample);
        }
    }
}
