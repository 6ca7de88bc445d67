//! Many tasks write and read at the same time, many of their requests meet a fault, and every answer is held against a model: what was
//! acknowledged is there, and what is there was acknowledged, or its outcome is not known.
//!
//! On the embedded engine time is tokio's own and stands still while anybody works, so that one seed is one run: `cargo xtask soak --seed ..` repeats
//! it. On PostgreSQL it is real, and so are the server and the network, which breaks: a seed only says how often and where.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

#[path = "../database/mod.rs"]
mod database;
mod embedded;
mod figures;
mod model;
mod postgres;
mod proxy;
mod reads;
mod run;
mod tables;
mod task;
mod together;

use embedded::soak;
use run::Run;
use task::Checked;

/// How many counters all tasks share.
const COUNTERS: u32 = 3;

/// So many calls for each of the five seeds.
const CALLS: usize = 3_000;

/// So many connections to a server, for all tasks.
const CONNECTIONS: usize = 8;

fn short(seed: u64) {
    let run = Run::of(seed, CALLS);
    match soak(&run) {
        Ok(text) => println!("{text}"),
        Err(wrong) => panic!("{wrong}"),
    }
}

#[test]
fn seed_1() {
    short(1);
}

#[test]
fn seed_2() {
    short(2);
}

#[test]
fn seed_3() {
    short(3);
}

#[test]
fn seed_4() {
    short(4);
}

#[test]
fn seed_5() {
    short(5);
}

#[test]
fn one_seed_is_one_run() {
    let run = Run::of(6, 400);
    assert_eq!(soak(&run).unwrap(), soak(&run).unwrap());
}

fn short_on_postgres(run: &Run, connections: usize) {
    match postgres::soak(run, connections) {
        Some(Ok(text)) => println!("{text}"),
        Some(Err(wrong)) => panic!("{wrong}"),
        None => {}
    }
}

#[test]
fn on_postgres() {
    short_on_postgres(&Run::of(1, CALLS), CONNECTIONS);
}

/// Whoever has lost a connection needs another one, and keeps none meanwhile.
#[test]
fn on_postgres_over_one_connection() {
    short_on_postgres(&Run::of(2, 300), 1);
}

/// What `cargo xtask soak` runs.
#[test]
#[ignore = "as long as one likes: cargo xtask soak"]
fn long() {
    longer("", |run| Some(soak(run)));
}

/// What `cargo xtask soak --postgres` runs.
#[test]
#[ignore = "as long as one likes: cargo xtask soak --postgres"]
fn long_on_postgres() {
    longer("--postgres ", |run| postgres::soak(run, CONNECTIONS));
}

fn longer(option: &str, soak: impl Fn(&Run) -> Option<Checked<String>>) {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().expect("a number"));
    let seed = number("SOAK_SEED").unwrap_or_else(|| fastrand::u64(..));
    let calls = number("SOAK_OPS").unwrap_or(20_000) as usize;
    println!("seed {seed}, {calls} calls");
    let begin = std::time::Instant::now();
    match soak(&Run::of(seed, calls)) {
        Some(Ok(text)) => println!("{text}\n{:.1} s", begin.elapsed().as_secs_f64()),
        Some(Err(wrong)) => panic!("{wrong}\nagain: cargo xtask soak {option}--ops {calls} --seed {seed}"),
        None => {}
    }
}
