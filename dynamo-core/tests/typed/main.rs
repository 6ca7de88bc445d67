//! The typed layer: what a declaration gives, as keys, items, expressions and plain requests, without an engine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

mod actions;
mod codec;
mod conditions;
mod decode_errors;
mod defaults;
mod entities;
mod fingerprint;
mod fixtures;
mod index_keys;
mod key_errors;
mod keys;
mod operands;
mod options;
mod plain;
mod random_keys;
mod requests;
mod reuse;
mod secrets;
mod selections;
mod sensitive;
mod sort_keys;
mod versions;
