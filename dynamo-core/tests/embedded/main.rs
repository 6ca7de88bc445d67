//! The embedded engine, through the ordinary SDK client.

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
