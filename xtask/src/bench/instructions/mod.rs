//! `cargo xtask bench --instructions`: what one call costs, beside hand-written SDK code on the same written-down reply.
//!
//! Instructions are counted by callgrind, so that the machine may be busy. The program under test is run with two numbers of calls, and the
//! difference is divided: what is done once is in both. What is left is not the same in every run, since Rust's maps are seeded at
//! random; the table says how far the runs are apart.

mod count;
mod program;
mod report;

use super::Options;
use crate::{Failure, engines};
use count::Callgrind;
use program::Program;
use report::Row;

pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let valgrind = engines::valgrind()?;
    let program = Program::build()?;
    let callgrind = Callgrind::new(valgrind.path, &program)?;
    let mut rows = Vec::new();
    for case in program.cases()? {
        let mut costs = Vec::new();
        for way in &case.ways {
            println!("==> {} {way}", case.name);
            let runs = (0..options.runs).map(|_| callgrind.per_call(&case, way));
            costs.push((way.clone(), runs.collect::<Result<Vec<_>, _>>()?));
        }
        rows.push(Row { case, costs });
    }
    println!("{}", report::table(&rows, options.runs));
    println!("profiles: callgrind_annotate {}", callgrind.profiles());
    if options.check { report::verdict(&rows) } else { Ok(()) }
}
