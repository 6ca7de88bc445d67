use std::time::Instant;

use tracing::field::Empty;
use tracing::{Instrument, Span};

use super::{Layer, Next};
use crate::backend::{BoxFuture, Feature};
use crate::error::{Error, Result};
use crate::request::Request;
use crate::response::{Capacity, Reply, Rows};

/// One span for each call, with OpenTelemetry's names for databases and for DynamoDB, and one event for what was answered. Attempts that
/// failed are events of the engine's own. Keys and values are not recorded, unless they are
/// [asked for](crate::db::DbBuilder::trace_values).
///
/// ```
/// # use dynamo_core::prelude::*;
/// // It is in every handle; what it may show is said when the handle is made.
/// let db = Db::builder().trace_values().offline();
/// # drop(db);
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Trace {
    /// Whether the span shows the request with its keys and values; those of sensitive attributes are hidden even so.
    pub values: bool,
}

/// What events repeat of the call: not every subscriber shows an event's span.
struct About {
    operation: &'static str,
    table: String,
    index: Option<&'static str>,
}

impl Layer for Trace {
    fn call<'a>(
        &'a self,
        mut request: Request,
        rows: Option<&'a Rows>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Reply>> {
        let span = tracing::debug_span!(
            target: "dynamo_core",
            "call",
            otel.kind = "client",
            otel.name = format!("{} {}", request.operation(), request.table()),
            db.system.name = system(next.capabilities().backend),
            db.operation.name = request.operation(),
            db.collection.name = request.table(),
            aws.dynamodb.index_name = request.index(),
            db.query.text = Empty,
            error.r#type = Empty,
            db.response.status_code = Empty,
        );
        // A write that was found carried out is warned of, whether or not there is a span.
        if span.is_disabled() && !tracing::enabled!(target: "dynamo_core", tracing::Level::WARN) {
            return next.call(request, rows);
        }
        if self.values && !span.is_disabled() {
            span.record("db.query.text", tracing::field::debug(&request));
        }
        // Asking is free, and who listens wants to know.
        if !span.is_disabled() && next.capabilities().has(Feature::CapacityFigures) {
            request.set_metered();
        }
        let about = About { operation: request.operation(), table: request.table().to_owned(), index: request.index() };
        Box::pin(traced(next.call(request, rows), about, span.clone()).instrument(span))
    }
}

/// OpenTelemetry's name for what is talked to.
fn system(backend: &'static str) -> &'static str {
    match backend {
        "aws" | "embedded" | "offline" => "aws.dynamodb",
        "postgres" => "postgresql",
        other => other,
    }
}

async fn traced(call: BoxFuture<'_, Result<Reply>>, about: About, span: Span) -> Result<Reply> {
    let started = Instant::now();
    let result = call.await;
    let elapsed = started.elapsed();
    match &result {
        Ok(reply) => {
            if reply.recognized {
                tracing::warn!(
                    target: "dynamo_core",
                    {db.operation.name = about.operation,
                    db.collection.name = about.table},
                    "the answer to an earlier attempt was lost; it had been carried out"
                );
            }
            // A total of a table without indexes has no parts.
            let parts = Some(&reply.capacity).filter(|cost| !cost.indexes.is_empty());
            tracing::debug!(
                target: "dynamo_core",
                {db.operation.name = about.operation,
                db.collection.name = about.table,
                aws.dynamodb.index_name = about.index,
                attempt = reply.attempts.max(1),
                aws.dynamodb.count = reply.count,
                aws.dynamodb.scanned_count = reply.scanned,
                consumed_capacity = reply.capacity.total,
                consumed_capacity.table = parts.map(|cost| cost.table),
                consumed_capacity.indexes = parts.map(indexes),
                ?elapsed},
                "answered"
            );
        }
        Err(error) => {
            span.record("error.type", kind(error));
            if let Some(code) = error.code() {
                span.record("db.response.status_code", code);
            }
        }
    }
    result
}

/// `by_status=1.5 by_user=0.5`
fn indexes(cost: &Capacity) -> String {
    let parts: Vec<_> = cost.indexes.iter().map(|(index, units)| format!("{index}={units}")).collect();
    parts.join(" ")
}

/// The kind's name alone: the rest may name keys.
fn kind(error: &Error) -> String {
    let text = format!("{:?}", error.kind());
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}
