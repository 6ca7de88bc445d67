//! `cargo xtask bench --peers`: this library beside others, the same work with the same items on one DynamoDB Local.
//!
//! The programs are in `benches/peers`; each measures itself, its clock is that of its own process, and each checks what it did. The rounds
//! of all peers are taken in turns, so that a slow minute of the machine falls on all alike.

mod install;
mod list;
mod measure;
mod report;

use super::Options;
use crate::{Failure, engines::Engines};
use install::Installed;
use list::PEERS;
use report::Row;

pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let installed = Installed::all()?;
    let mut engines = Engines::start_dynamodb_local()?;
    let rows = rounds(&installed, engines.dynamodb_local()?, options.runs);
    let stopped = engines.stop();
    let rows = rows?;
    stopped?;
    println!("{}", report::table(&rows, options.runs));
    if options.check { report::verdict(&rows) } else { Ok(()) }
}

fn rounds(installed: &Installed, server: &str, runs: usize) -> Result<Vec<Row>, Failure> {
    let mut rows: Vec<Row> = PEERS.iter().map(Row::new).collect();
    // A server that has just started is slow, which would fall on whoever is first.
    for row in rows.iter().take(2) {
        println!("==> for the server to warm up: {}", row.peer.name);
        measure::round(installed, server, row.peer)?;
    }
    for round in 1..=runs {
        for row in &mut rows {
            println!("==> round {round} of {runs}: {}", row.peer.name);
            row.samples.extend(measure::round(installed, server, row.peer)?);
        }
    }
    Ok(rows)
}
