use std::time::Instant;

use tracing::Instrument;
use tracing::field::Empty;

use super::{Layer, Next};
use crate::backend::BoxFuture;
use crate::error::{Error, Result};
use crate::request::Request;
use crate::response::{Reply, Rows};

/// One span for each call, with OpenTelemetry's names, and one event when it ends. Keys and values are not recorded.
#[derive(Debug, Clone, Copy)]
pub struct Trace;

impl Layer for Trace {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        let span = tracing::debug_span!(
            target: "dynamo_core",
            "call",
            db.system.name = next.capabilities().backend,
            db.operation.name = request.operation(),
            db.collection.name = request.table(),
            db.index = Empty,
        );
        if span.is_disabled() {
            return next.call(request, rows);
        }
        if let Some(index) = request.index() {
            span.record("db.index", index);
        }
        Box::pin(traced(next.call(request, rows)).instrument(span))
    }
}

async fn traced(call: BoxFuture<'_, Result<Reply>>) -> Result<Reply> {
    let started = Instant::now();
    let result = call.await;
    let elapsed = started.elapsed();
    if result.as_ref().is_ok_and(|reply| reply.recognized) {
        tracing::warn!(target: "dynamo_core", "the answer to an earlier attempt was lost; it had been carried out");
    }
    match &result {
        Ok(reply) => tracing::debug!(
            target: "dynamo_core",
            ?elapsed,
            rows = reply.count,
            scanned = reply.scanned,
            capacity = reply.capacity.total,
            "answered"
        ),
        Err(error) => tracing::debug!(target: "dynamo_core", ?elapsed, error.r#type = kind(error), "failed"),
    }
    result
}

/// The kind's name alone: the rest may name keys.
fn kind(error: &Error) -> String {
    let text = format!("{:?}", error.kind());
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}
