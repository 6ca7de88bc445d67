//! The other lane: items are written into the request's body as they are, without copies of them in the SDK's structures between.
//!
//! The SDK makes the request as if there were no items; then its body is replaced, once, before it is signed and sent. Endpoints, retries
//! and errors stay the SDK's. Should a change in the SDK ever pass this by, the request without items does nothing, and the ordinary way is taken.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;

/// What is sent in place of the SDK's body. Clones know of each other's use.
#[derive(Debug, Clone)]
pub(super) struct Body {
    body: Arc<SdkBody>,
    length: usize,
    is_used: Arc<AtomicBool>,
}

impl Body {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        Self { length: bytes.len(), body: Arc::new(bytes.into()), is_used: Arc::default() }
    }

    /// Whether a request has had it.
    pub(super) fn is_used(&self) -> bool {
        self.is_used.load(Ordering::Relaxed)
    }
}

impl Intercept for Body {
    fn name(&self) -> &'static str {
        "dynamo-core's items"
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // One in memory can be cloned.
        let Some(body) = self.body.try_clone() else { return Ok(()) };
        let request = context.request_mut();
        request.headers_mut().insert("content-length", self.length.to_string());
        *request.body_mut() = body;
        self.is_used.store(true, Ordering::Relaxed);
        Ok(())
    }
}
