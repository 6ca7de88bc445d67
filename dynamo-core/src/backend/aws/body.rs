//! The other lane: items are written into the request's body as they are, without copies of them in the SDK's structures between.
//!
//! The SDK makes the request as if there were no items, though with the tables, which its endpoint may depend on; then its body is
//! replaced, once, before it is signed and sent. Endpoints, retries and errors stay the SDK's. Where its body is not what we expect,
//! nothing is sent, and the ordinary way is taken: the SDK may have changed. It is taken at once where the application has interceptors,
//! which are to see what is written.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;

use crate::error::Result;
use crate::response::Reply;

/// Nobody is told: the request is made again.
const UNEXPECTED: &str = "the request is not as it was meant";

/// Sends a request, by `direct` with a body of ours, or by `ordinary` with the SDK's.
///
/// Where ours was not used nothing was sent, for whatever reason, and the SDK may do better without us.
pub(super) async fn sent<I, E, F: Future<Output = Result<Reply, E>>>(
    direct: Option<(I, RequestBody)>,
    ordinary: impl FnOnce() -> Result<I, E>,
    send: impl Fn(I, Option<RequestBody>) -> F,
) -> Result<Reply, E> {
    if let Some((input, body)) = direct {
        let answered = send(input, Some(body.clone())).await;
        if body.is_used() {
            return answered;
        }
    }
    send(ordinary()?, None).await
}

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
    fn is_used(&self) -> bool {
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

#[cfg(test)]
mod tests {
    use super::{Ordering, Reply, RequestBody, Result, sent};

    fn body() -> RequestBody {
        RequestBody::new(b"{}".to_vec(), b"{\"secret\":1}".to_vec())
    }

    #[test]
    fn nothing_of_it_is_printed() {
        assert_eq!(format!("{:?}", body()), "RequestBody");
    }

    /// Should the SDK ever pass our body by, it is asked to send its own, whatever it has answered.
    #[tokio::test]
    async fn a_body_that_is_passed_by_is_the_sdks() {
        for (is_used, expected) in [(true, "ours"), (false, "the SDK's")] {
            let send = |input: &'static str, body: Option<RequestBody>| async move {
                if let Some(body) = body {
                    body.0.is_used.store(is_used, Ordering::Relaxed);
                }
                Ok(Reply { unprocessed: vec![(input.to_owned(), crate::value::Item::new())], ..Reply::default() })
            };
            let reply: Result<Reply> = sent(Some(("ours", body())), || Ok("the SDK's"), send).await;
            assert_eq!(reply.unwrap().unprocessed[0].0, expected);
        }
    }
}
