//! What engines and networks fail with, and what it comes to: the kind of the error, what the circuit breaker makes of it, when to try again.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

#[path = "../canned/mod.rs"]
mod canned;
mod codes;
#[cfg(feature = "aws")]
mod network;
mod sent;

use dynamo_core::middleware::BreakerState;
use dynamo_core::prelude::*;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "stock")]
struct Part {
    #[pk]
    id: String,
    count: u64,
}

fn part() -> Part {
    Part { id: "p".into(), count: 1 }
}

/// What a call says about the engine.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Says {
    Failure,
    Answer,
    Nothing,
}

/// What a breaker that opens at the second failure has made of a call behind the first one.
fn said(db: &Db) -> Says {
    match db.breaker().state() {
        BreakerState::Open { .. } => Says::Failure,
        BreakerState::Closed { failures: 0 } => Says::Answer,
        BreakerState::Closed { failures: 1 } => Says::Nothing,
        other => panic!("{other:?}"),
    }
}
