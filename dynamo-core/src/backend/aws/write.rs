//! What conditional writes have in common.

use std::error::Error as StdError;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use super::attempts::{Attempts, is_lost};
use super::failure::write_failure;
use crate::backend::Trace;
use crate::error::{Error, ErrorKind, Result};
use crate::request::Expectation;
use crate::response::Reply;

/// What is known of a write while it is on its way.
pub(super) struct Sent {
    pub(super) expectation: Expectation,
    pub(super) attempts: Option<Attempts>,
    /// What it would have left behind.
    pub(super) trace: Option<Trace>,
}

impl Sent {
    /// What a failed write comes to: a refusal, a failure, or one that was carried out all the same.
    pub(super) fn failed<E>(self, error: SdkError<E, HttpResponse>) -> Result<Reply>
    where
        E: StdError + ProvideErrorMetadata + Send + Sync + 'static,
    {
        let Some(attempts) = self.attempts else { return Err(write_failure(error, self.expectation)) };
        let lost_last = is_lost(&error);
        let error = write_failure(error, self.expectation);
        if lost_last {
            return Err(unknown(error));
        }
        if !attempts.any_lost() {
            return Err(error);
        }
        match (error.current_item(), self.trace) {
            (Some(current), Some(trace)) if trace.is_left_in(current) => {
                Ok(Reply { returned: Some(current.clone()), recognized: true, ..Reply::default() })
            }
            // Somebody else may have come between the two.
            (Some(_), _) => Err(unknown(error)),
            (None, _) => Err(unknown(error)),
        }
    }
}

/// The same error as one that says nothing about the item.
fn unknown(error: Error) -> Error {
    let message = error.to_string();
    error.told(ErrorKind::OutcomeUnknown).with_message(message)
}
