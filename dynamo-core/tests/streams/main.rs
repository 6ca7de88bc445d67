//! Streams of changes: the reader on a service that is made up, with splits, faults and gaps; the embedded engine; Lambda's events.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]

mod engine;
mod faults;
#[path = "../folder/mod.rs"]
mod folder;
mod lambda;
#[cfg(feature = "tracing")]
#[path = "../listen/mod.rs"]
mod listen;
#[path = "../local/mod.rs"]
mod local;
mod lost;
mod records;
mod service;
mod trees;
#[cfg(feature = "tracing")]
#[path = "../warnings/mod.rs"]
mod warnings;

use dynamo_core::prelude::*;

/// What the made-up service has changes of: each key counts up.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "ticks")]
struct Tick {
    #[pk]
    key: String,
    count: u32,
}
