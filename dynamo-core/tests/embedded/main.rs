//! The embedded engine, through the ordinary SDK client.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

mod batches;
mod crash;
mod fixtures;
#[path = "../folder/mod.rs"]
mod folder;
mod items;
mod names;
mod opening;
mod partiql;
mod raw;
mod reads;
mod runtimes;
mod sizes;
mod tables;
mod transactions;
