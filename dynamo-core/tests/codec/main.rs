//! The codec: every stored type, written and read from each of the three sources.

#[path = "../mutated/mod.rs"]
mod mutated;

mod document;
mod errors;
mod malformed;
mod number;
mod order;
mod rows;
mod size;
mod sources;
mod trees;
mod ttl;
mod typed;
mod values;
