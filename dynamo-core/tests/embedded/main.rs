//! The embedded engine, through the ordinary SDK client.

// Fixtures are not functions marked as tests, for which clippy makes an exception.
#![allow(clippy::unwrap_used, clippy::panic)]

mod batches;
mod crash;
mod fixtures;
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
