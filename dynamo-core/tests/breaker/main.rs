//! The circuit breaker around an engine that does what it is told.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

#[path = "../canned/mod.rs"]
mod canned;
mod counted;
#[cfg(feature = "tracing")]
#[path = "../listen/mod.rs"]
mod listen;
mod probes;
mod scope;
mod scripted;
#[cfg(feature = "tracing")]
mod traced;
#[cfg(feature = "tracing")]
#[path = "../warnings/mod.rs"]
mod warnings;

use std::time::Duration;

use dynamo_core::middleware::{Breaker, BreakerState};
use dynamo_core::prelude::*;
use dynamo_core::request::{DescribeTable, Request};
use dynamo_core::response::Reply;
use scripted::{Answer, Scripted};

const COOLDOWN: Duration = Duration::from_secs(60);
const CLOSED: BreakerState = BreakerState::Closed { failures: 0 };

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "stock")]
struct Part {
    #[pk]
    id: String,
}

fn part(id: &str) -> Part {
    Part { id: id.into() }
}

/// Opens at the first failure.
fn touchy(engine: &Scripted) -> Db {
    Db::builder().breaker(Breaker::new().failures(1).cooldown(COOLDOWN)).from_backend(engine.clone())
}

async fn call(db: &Db) -> Result<Reply> {
    db.execute(Request::DescribeTable(DescribeTable { table: "stock".into() }), None).await
}

/// One failed call.
async fn fail(db: &Db, engine: &Scripted) {
    engine.plan([Answer::Fails(ErrorKind::Unavailable)]);
    assert!(call(db).await.unwrap_err().is_unavailable());
}

/// A breaker that is open, and whose time is over: the next call is a probe.
async fn ready(db: &Db, engine: &Scripted) {
    fail(db, engine).await;
    tokio::time::advance(COOLDOWN).await;
    assert_eq!(db.breaker().state(), BreakerState::Open { retry_in: Duration::ZERO });
}
