//! Answers that get lost: the SDK sends everything again, and we let it only where that does no harm.

use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aws_sdk_dynamodb::config::{Builder, Config};
use aws_sdk_dynamodb::error::SdkError;
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction, RetryClassifierPriority};

use super::unsent;
use crate::request::Repetition;

/// Watches the attempts at one request.
#[derive(Debug, Clone)]
pub(super) struct Attempts {
    repetition: Repetition,
    seen: Arc<Seen>,
}

/// What has become of the attempts so far.
#[derive(Debug, Default)]
struct Seen {
    any_lost: AtomicBool,
    last_lost: AtomicBool,
}

impl Attempts {
    /// `None` where repeating does no harm, so that there is nothing to watch.
    pub(super) fn of(repetition: Repetition) -> Option<Self> {
        (repetition != Repetition::Harmless).then(|| Self::watched(repetition))
    }

    /// Sends again what may be sent again, and more than the SDK would: it takes an answer that is cut short as the last word.
    pub(super) fn watched(repetition: Repetition) -> Self {
        Self { repetition, seen: Arc::default() }
    }

    /// What the SDK is told for this call.
    pub(super) fn config(&self) -> Builder {
        Config::builder().retry_classifier(self.clone())
    }

    /// Whether the answer to an attempt before the last one was lost.
    pub(super) fn any_lost(&self) -> bool {
        self.seen.any_lost.load(Ordering::Relaxed)
    }

    /// Whether the answer to the last attempt was lost, which failed so.
    pub(super) fn is_last_lost<E: StdError + 'static>(&self, error: &SdkError<E, HttpResponse>) -> bool {
        match error {
            SdkError::ServiceError(service) => says_nothing(service.raw().status().as_u16()),
            SdkError::TimeoutError(_) | SdkError::ResponseError(_) => true,
            // The SDK says so, too, where it has no credentials or no endpoint: then no connector was asked.
            SdkError::DispatchFailure(failure) => {
                self.seen.last_lost.load(Ordering::Relaxed)
                    || failure.as_connector_error().is_some_and(|error| {
                        (!error.is_other() || error.as_other().is_some()) && may_have_been_sent(error)
                    })
            }
            _ => false,
        }
    }
}

impl ClassifyRetry for Attempts {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let Some(Err(error)) = context.output_or_error() else { return RetryAction::NoActionIndicated };
        let status = context.response().map(|response| response.status().as_u16());
        let is_lost = if error.as_operation_error().is_some() {
            status.is_some_and(says_nothing)
        } else {
            error.is_timeout_error()
                || error.is_response_error()
                || error.as_connector_error().is_some_and(may_have_been_sent)
        };
        self.seen.last_lost.store(is_lost, Ordering::Relaxed);
        if !is_lost {
            let is_cut = context.response().is_some_and(is_refusal_cut_short);
            return if is_cut { RetryAction::transient_error() } else { RetryAction::NoActionIndicated };
        }
        self.seen.any_lost.store(true, Ordering::Relaxed);
        match self.repetition {
            Repetition::Differs => RetryAction::RetryForbidden,
            Repetition::Told | Repetition::Harmless => RetryAction::transient_error(),
        }
    }

    fn name(&self) -> &'static str {
        "dynamo-core's lost answers"
    }

    /// After all others, whose word we have.
    fn priority(&self) -> RetryClassifierPriority {
        RetryClassifierPriority::run_after(RetryClassifierPriority::transient_error_classifier())
    }
}

/// A status that leaves open whether the write was carried out: the server's own failure, or success with an answer that cannot be read.
fn says_nothing(status: u16) -> bool {
    !(400..500).contains(&status)
}

/// A refusal whose reasons cannot be read, among which there are passing ones. Nothing was carried out.
fn is_refusal_cut_short(response: &HttpResponse) -> bool {
    let ends = |body: &[u8]| body.trim_ascii_end().last() == Some(&b'}');
    response.status().is_client_error() && response.body().bytes().is_some_and(|body| !ends(body))
}

fn may_have_been_sent(error: &ConnectorError) -> bool {
    !error.is_user() && !unsent::was_never_connected(error)
}
