//! Answers that get lost: the SDK sends everything again, and we let it only where that does no harm.

use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aws_sdk_dynamodb::config::{Builder, Config};
use aws_sdk_dynamodb::error::SdkError;
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction, RetryClassifierPriority};

use crate::request::Repetition;

/// Watches the attempts at one write.
#[derive(Debug, Clone)]
pub(super) struct Attempts {
    repetition: Repetition,
    lost: Arc<AtomicBool>,
}

impl Attempts {
    /// `None` where repeating does no harm, so that there is nothing to watch.
    pub(super) fn of(repetition: Repetition) -> Option<Self> {
        (repetition != Repetition::Harmless).then(|| Self { repetition, lost: Arc::default() })
    }

    /// What the SDK is told for this call.
    pub(super) fn config(&self) -> Builder {
        Config::builder().retry_classifier(self.clone())
    }

    /// Whether the answer to an attempt before the last one was lost.
    pub(super) fn any_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
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
                || error.as_connector_error().is_some_and(|error| !was_refused(error))
        };
        if !is_lost {
            return RetryAction::NoActionIndicated;
        }
        self.lost.store(true, Ordering::Relaxed);
        match self.repetition {
            Repetition::Differs => RetryAction::RetryForbidden,
            // The SDK would take an answer that is cut short as the last word.
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

/// Whether a write may have been carried out although it failed so.
pub(super) fn is_lost<E: StdError + 'static>(error: &SdkError<E, HttpResponse>) -> bool {
    match error {
        SdkError::ServiceError(service) => says_nothing(service.raw().status().as_u16()),
        SdkError::TimeoutError(_) | SdkError::ResponseError(_) => true,
        SdkError::DispatchFailure(failure) => !failure.as_connector_error().is_some_and(|error| was_refused(error)),
        _ => false,
    }
}

/// A status that leaves open whether the write was carried out: the server's own failure, or success with an answer that cannot be read.
fn says_nothing(status: u16) -> bool {
    !(400..500).contains(&status)
}

/// Whether there was never a connection to send anything by.
fn was_refused(error: &(dyn StdError + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        let io = error.downcast_ref::<std::io::Error>();
        if io.is_some_and(|io| io.kind() == std::io::ErrorKind::ConnectionRefused) {
            return true;
        }
        next = error.source();
    }
    false
}
