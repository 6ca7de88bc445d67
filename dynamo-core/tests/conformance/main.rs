//! One suite, every engine: what each call means, wherever it goes. An engine differs by its capabilities only.
//!
//! Cases are tables over enums. A new operation is a file in `operations/` with its variants, a new engine a function in `engine.rs`
//! and a test below. `CONFORMANCE=words` runs the cases whose names hold these words.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]

#[macro_use]
mod variants;
#[path = "../database/mod.rs"]
mod database;
#[path = "../folder/mod.rs"]
mod folder;
#[path = "../local/mod.rs"]
mod local;

mod bad_input;
mod batches;
mod bench;
mod capacity;
mod case;
mod conditions;
mod edges;
mod engine;
mod evaluate;
mod exactly_once;
mod expiry;
mod explained;
mod failures;
mod fixtures;
mod index;
mod jobs;
mod left_over;
mod life;
mod limits;
mod matrix;
mod names;
mod operations;
mod raw;
mod reads;
mod runner;
mod stored;
mod streams;
mod tables;
mod tasks;
mod together;
mod transactions;
mod updates;
mod upgrades;
mod values;
mod versions;
mod write_faults;
mod written;

use case::Case;
use database::Database;
use engine::Engine;

/// Every case of the suite.
fn cases() -> Vec<Case> {
    let topics = [
        operations::cases(),
        values::cases(),
        edges::cases(),
        conditions::cases(),
        failures::cases(),
        bad_input::cases(),
        versions::cases(),
        names::cases(),
        tasks::cases(),
        updates::cases(),
        together::cases(),
        transactions::cases(),
        expiry::cases(),
        upgrades::cases(),
        write_faults::cases(),
        written::cases(),
        exactly_once::cases(),
        index::cases(),
        tables::cases(),
        life::cases(),
        limits::cases(),
        explained::cases(),
        capacity::cases(),
        matrix::cases(),
        reads::cases(),
        batches::cases(),
        streams::cases(),
        jobs::cases(),
        left_over::cases(),
        evaluate::cases(),
    ];
    topics.into_iter().flatten().collect()
}

#[test]
fn embedded_in_memory() {
    runner::run(Engine::memory(), cases());
}

#[test]
fn embedded_in_a_file() {
    runner::run(Engine::file(), cases());
}

#[test]
fn dynamodb_local() {
    if let Some(engine) = Engine::local() {
        runner::run(engine, cases());
    }
}

#[test]
fn postgres() {
    let runtime = runner::runtime();
    let Some(database) = runtime.block_on(Database::new()) else { return };
    runner::run(Engine::postgres(&database), cases());
    runtime.block_on(database.drop());
}
