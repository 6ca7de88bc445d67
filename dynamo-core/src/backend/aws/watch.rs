//! What is told of each attempt: the SDK repeats requests by itself, and says nothing of it to us.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use crate::request::Request;

/// Counts the attempts at one request, and tells of those that fail; what was answered is told by whoever reads the answer. Neither keys
/// nor values are told.
#[derive(Debug, Clone)]
pub(super) struct Watch(Arc<Watched>);

#[derive(Debug)]
#[cfg_attr(not(feature = "tracing"), expect(dead_code, reason = "nobody is told"))]
struct Watched {
    operation: &'static str,
    table: String,
    index: Option<&'static str>,
    attempts: AtomicU32,
    started: Mutex<Option<Instant>>,
}

impl Watch {
    /// Nothing where nobody listens: it costs an interceptor.
    pub(super) fn of(request: &Request) -> Option<Self> {
        is_heard().then(|| {
            let (operation, table, index) = (request.operation(), request.table().to_owned(), request.index());
            Self(Arc::new(Watched { operation, table, index, attempts: AtomicU32::new(0), started: Mutex::default() }))
        })
    }

    pub(super) fn attempts(&self) -> u32 {
        self.0.attempts.load(Ordering::Relaxed)
    }

    fn elapsed(&self) -> Duration {
        let started = *self.0.started.lock().unwrap_or_else(PoisonError::into_inner);
        started.map_or(Duration::ZERO, |started| started.elapsed())
    }
}

impl Intercept for Watch {
    fn name(&self) -> &'static str {
        "dynamo-core's attempts"
    }

    fn read_before_transmit(
        &self,
        _context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let attempt = self.0.attempts.fetch_add(1, Ordering::Relaxed) + 1;
        *self.0.started.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        if attempt > 1 {
            repeated(&self.0, attempt);
        }
        Ok(())
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if matches!(context.output_or_error(), Some(Err(_))) {
            let status = context.response().map(|response| response.status().as_u16());
            failed(&self.0, self.attempts(), status, self.elapsed());
        }
        Ok(())
    }
}

#[cfg(feature = "tracing")]
fn is_heard() -> bool {
    tracing::enabled!(target: "dynamo_core", tracing::Level::WARN)
}

#[cfg(feature = "tracing")]
fn repeated(watched: &Watched, attempt: u32) {
    tracing::warn!(
        target: "dynamo_core",
        {db.operation.name = watched.operation,
        db.collection.name = watched.table,
        aws.dynamodb.index_name = watched.index,
        attempt},
        "sent again"
    );
}

#[cfg(feature = "tracing")]
fn failed(watched: &Watched, attempt: u32, status: Option<u16>, elapsed: Duration) {
    tracing::debug!(
        target: "dynamo_core",
        {db.operation.name = watched.operation,
        db.collection.name = watched.table,
        aws.dynamodb.index_name = watched.index,
        attempt,
        http.response.status_code = status,
        ?elapsed},
        "failed"
    );
}

#[cfg(not(feature = "tracing"))]
fn is_heard() -> bool {
    false
}

#[cfg(not(feature = "tracing"))]
fn repeated(_watched: &Watched, _attempt: u32) {}

#[cfg(not(feature = "tracing"))]
fn failed(_watched: &Watched, _attempt: u32, _status: Option<u16>, _elapsed: Duration) {}
