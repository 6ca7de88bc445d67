//! `cargo xtask bench`: what one call costs, beside hand-written SDK code on the same written-down reply.
//!
//! Instructions are counted by callgrind, so that the machine may be busy. The program under test is run with two numbers of calls, and the
//! difference is divided: what is done once is in both. What is left is not the same in every run, since Rust's maps are seeded at
//! random; the table says how far the runs are apart. The time of a call is taken too, for people to look at.

mod count;
mod program;
mod readme;
mod report;
mod row;

use super::Options;
use crate::{Failure, engines};
use count::Callgrind;
use program::Program;
use row::{Cost, Row};

/// Rounds of the clock, which take a second each.
const ROUNDS: usize = 15;
/// So many times the calls that are counted: some hundredths of a second.
const TIMED: u32 = 5;

pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let valgrind = engines::valgrind()?;
    let program = Program::build()?;
    let callgrind = Callgrind::new(valgrind.path, &program)?;
    let mut rows = Vec::new();
    for case in program.cases()? {
        let mut costs = Vec::new();
        for way in &case.ways {
            println!("==> {} {}", case.name, way.name);
            let runs = (0..options.runs).map(|_| callgrind.per_call(&case, &way.name));
            costs.push(Cost { instructions: runs.collect::<Result<_, _>>()?, nanoseconds: Vec::new() });
        }
        rows.push(Row { case, costs });
    }
    println!("==> the clock");
    for _ in 0..ROUNDS {
        round(&program, &mut rows)?;
    }
    println!("{}{}", report::instructions(&rows, options.runs), report::time(&rows, ROUNDS));
    println!("profiles: callgrind_annotate {}", callgrind.profiles());
    if options.readme {
        readme::write(&rows)?;
    }
    let wrong = [report::wrong(&rows), readme::wrong(&rows)?].concat().join("\n");
    match (wrong.is_empty(), options.check) {
        (true, _) => Ok(()),
        (false, true) => Err(wrong),
        (false, false) => {
            println!("\n{wrong}");
            Ok(())
        }
    }
}

/// The ways of a case take turns, so that a slow moment of the machine falls on all.
fn round(program: &Program, rows: &mut [Row]) -> Result<(), Failure> {
    for Row { case, costs } in rows {
        for (way, cost) in case.ways.iter().zip(costs) {
            cost.nanoseconds.push(program.nanoseconds(case, &way.name, TIMED * case.calls)?);
        }
    }
    Ok(())
}
