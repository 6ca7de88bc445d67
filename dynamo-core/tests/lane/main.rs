//! The fast lane: rows are decoded from the reply's bytes, and whatever happens to the bytes, the SDK's own way is not better.

#![allow(clippy::panic, reason = "a test that panics has failed")]

#[path = "../canned/mod.rs"]
mod canned;
#[path = "../mutated/mod.rs"]
mod mutated;

mod batches;
mod bodies;
mod broken;
mod equal;
mod fallback;
mod fuzzed;
mod odd;
mod readers;
mod reads;
mod rows;
mod slots;
mod transactions;
