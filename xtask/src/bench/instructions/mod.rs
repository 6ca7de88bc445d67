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
use row::Row;

/// Rounds of the clock, which take a second each.
const ROUNDS: usize = 15;
/// Where a few runs are over a gate, so many times more of them decide.
const AGAIN: usize = 2;
/// So many times the calls that are counted: some hundredths of a second.
const TIMED: u32 = 5;

pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let valgrind = engines::valgrind()?;
    let program = Program::build()?;
    let callgrind = Callgrind::new(valgrind.path, &program)?;
    let mut rows = Vec::new();
    for case in program.cases()? {
        let mut row = Row::new(case);
        count(&callgrind, &mut row, options.runs)?;
        if row.over().is_some() {
            println!("==> {} is over its budget, perhaps by chance", row.case.name);
            count(&callgrind, &mut row, AGAIN * options.runs)?;
        }
        rows.push(row);
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

fn count(callgrind: &Callgrind<'_>, row: &mut Row, runs: usize) -> Result<(), Failure> {
    for (way, cost) in row.case.ways.iter().zip(&mut row.costs) {
        println!("==> {} {}", row.case.name, way.name);
        for _ in 0..runs {
            cost.instructions.push(callgrind.per_call(&row.case, &way.name)?);
        }
    }
    Ok(())
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
