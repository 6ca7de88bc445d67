//! What conditional writes have in common.

use std::collections::HashMap;
use std::error::Error as StdError;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use super::attempts::{Attempts, is_lost};
use super::failure::write_failure;
use super::query::some;
use crate::backend::Trace;
use crate::error::{Error, ErrorKind, Result};
use crate::request::{Condition, Expectation, Placeholders};
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
            _ => Err(unknown(error)),
        }
    }
}

/// The condition of a put or a delete, as the SDK takes it.
pub(super) struct Conditional {
    pub(super) expression: Option<String>,
    /// The item that is there comes back with a refusal, which it tells apart.
    pub(super) on_failure: Option<ReturnValuesOnConditionCheckFailure>,
    pub(super) names: Option<HashMap<String, String>>,
    pub(super) values: Option<HashMap<String, AttributeValue>>,
}

pub(super) fn conditional(expectation: Expectation, asked: Option<Condition>) -> Result<Conditional> {
    let mut placeholders = Placeholders::default();
    let condition = expectation.condition(asked);
    let expression = condition.map(|condition| placeholders.condition(condition)).transpose()?;
    let on_failure = expression.as_ref().map(|_| ReturnValuesOnConditionCheckFailure::AllOld);
    let (names, values) = placeholders.into_parts();
    Ok(Conditional { expression, on_failure, names: some(names.collect()), values: some(values.collect()) })
}

/// The same error as one that says nothing about the item.
fn unknown(error: Error) -> Error {
    let message = error.to_string();
    error.told(ErrorKind::OutcomeUnknown).with_message(message)
}
