//! The other lane: items are written into the request's body as they are, without copies of them in the SDK's structures between.
//!
//! The SDK makes the request as if there were no items; then its body is replaced, once, before it is signed and sent. Endpoints, retries
//! and errors stay the SDK's. Where its body is not what we expect, nothing is sent, and the ordinary way is taken: the SDK may have changed, or an
//! interceptor of the application's may have put another table into the request.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;

/// Nobody is told: the request is made again.
const UNEXPECTED: &str = "the request is not as it was meant";

/// What is sent in place of the SDK's body. Clones are one.
#[derive(Clone)]
pub(super) struct RequestBody(Arc<Replacing>);

struct Replacing {
    /// What the SDK makes of a request without items.
    empty: Vec<u8>,
    body: SdkBody,
    length: usize,
    is_used: AtomicBool,
}

impl RequestBody {
    pub(super) fn new(empty: Vec<u8>, bytes: Vec<u8>) -> Self {
        let (length, is_used) = (bytes.len(), AtomicBool::new(false));
        Self(Arc::new(Replacing { empty, body: bytes.into(), length, is_used }))
    }

    /// Whether a request has had it.
    pub(super) fn is_used(&self) -> bool {
        self.0.is_used.load(Ordering::Relaxed)
    }
}

/// The SDK prints its interceptors, and items may be secret.
impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestBody")
    }
}

impl Intercept for RequestBody {
    fn name(&self) -> &'static str {
        "dynamo-core's items"
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        let is_expected = request.body().bytes() == Some(&*self.0.empty);
        // One in memory can be cloned.
        let Some(body) = self.0.body.try_clone().filter(|_| is_expected) else { return Err(UNEXPECTED.into()) };
        request.headers_mut().insert("content-length", self.0.length.to_string());
        *request.body_mut() = body;
        self.0.is_used.store(true, Ordering::Relaxed);
        Ok(())
    }
}
