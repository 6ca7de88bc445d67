//! What becomes of answers that were written down beforehand, and of requests that never leave.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod cancelled;
#[path = "../canned/mod.rs"]
mod canned;
mod clients;
#[cfg(feature = "tracing")]
#[path = "../listen/mod.rs"]
mod listen;
#[cfg(feature = "tracing")]
mod traced;
mod unsent;
mod words;

use dynamo_core::prelude::*;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "stock")]
#[gsi(by_place, pk = place)]
struct Part {
    #[pk]
    id: String,
    place: String,
    count: u8,
    note: Option<String>,
    #[version]
    rev: u64,
}

fn part() -> Part {
    Part { id: "p".into(), place: "a1".into(), count: 1, note: None, rev: 0 }
}
