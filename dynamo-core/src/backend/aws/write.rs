//! What conditional writes have in common.

use std::collections::HashMap;
use std::error::Error as StdError;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use super::attempts::Attempts;
use super::failure::write_failure;
use super::query::some;
use crate::backend::Trace;
use crate::error::{Error, Result};
use crate::evaluate::check_condition;
use crate::request::{Condition, Expectation, Placeholders, Repetition};
use crate::response::Reply;

/// How often an answer that is cut short is asked for again.
const REPEATS: u32 = 2;

/// What sending a write once comes to.
pub(super) type Once = Result<Reply, Failed>;

/// A write that failed.
pub(super) struct Failed {
    error: Error,
    /// The engine agreed, and what it said cannot be read.
    cut_short: bool,
}

impl Failed {
    /// The error of a write that is not sent again. Where the engine agreed in words that cannot be read, it may have been carried out.
    pub(super) fn into_error(self) -> Error {
        if self.cut_short { self.error.of_unknown_outcome() } else { self.error }
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self { error, cut_short: false }
    }
}

/// Sends a write, and again when its answer is cut short and sending it again does no harm. The SDK does so for all other answers that get
/// lost; to make it do so for this one, too, costs each call more than keeping the request.
pub(super) async fn sent<F: Future<Output = Once>>(repetition: Repetition, once: impl Fn() -> F) -> Result<Reply> {
    let mut left = if repetition == Repetition::Harmless { REPEATS } else { 0 };
    loop {
        match once().await {
            Err(failed) if failed.cut_short && left > 0 => left -= 1,
            done => return done.map_err(Failed::into_error),
        }
    }
}

/// What is known of a write while it is on its way.
pub(super) struct Sent {
    pub(super) expectation: Expectation,
    pub(super) attempts: Option<Attempts>,
    /// What it would have left behind.
    pub(super) trace: Option<Trace>,
}

impl Sent {
    /// What a failed write comes to: a refusal, a failure, or one that was carried out all the same.
    pub(super) fn failed<E>(self, error: SdkError<E, HttpResponse>) -> Once
    where
        E: StdError + ProvideErrorMetadata + Send + Sync + 'static,
    {
        let Some(attempts) = self.attempts else {
            let cut_short = error.raw_response().is_some_and(|answer| answer.status().is_success());
            return Err(Failed { error: write_failure(error, self.expectation), cut_short });
        };
        let lost_last = attempts.is_last_lost(&error);
        let error = write_failure(error, self.expectation);
        if lost_last {
            return Err(error.of_unknown_outcome().into());
        }
        if !attempts.any_lost() {
            return Err(error.into());
        }
        match (error.current_item(), self.trace) {
            (Some(current), Some(trace)) if trace.is_left_in(current) => {
                Ok(Reply { returned: Some(current.clone()), recognized: true, ..Reply::default() })
            }
            // Somebody else may have come between the two.
            _ => Err(error.of_unknown_outcome().into()),
        }
    }
}

/// The condition of a write, as the SDK takes it.
pub(super) struct Conditional {
    pub(super) expression: Option<String>,
    /// The item that is there comes back with a refusal, which it tells apart.
    pub(super) on_failure: Option<ReturnValuesOnConditionCheckFailure>,
    pub(super) names: Option<HashMap<String, String>>,
    pub(super) values: Option<HashMap<String, AttributeValue>>,
}

pub(super) fn conditional(expectation: Expectation, asked: Option<&Condition>) -> Result<Conditional> {
    conditional_beside(Placeholders::default(), expectation, asked)
}

/// The same beside another expression, with which it shares its placeholders.
pub(super) fn conditional_beside(
    mut placeholders: Placeholders,
    expectation: Expectation,
    asked: Option<&Condition>,
) -> Result<Conditional> {
    let expression = condition(&mut placeholders, expectation, asked)?;
    let on_failure = expression.as_ref().map(|_| ReturnValuesOnConditionCheckFailure::AllOld);
    let (names, values) = placeholders.into_parts();
    Ok(Conditional { expression, on_failure, names: some(names), values: some(values) })
}

/// The condition as text.
pub(super) fn condition(
    placeholders: &mut Placeholders,
    expectation: Expectation,
    asked: Option<&Condition>,
) -> Result<Option<String>> {
    // Not every engine behind the protocol is as strict as DynamoDB.
    asked.map(check_condition).transpose()?;
    let condition = expectation.condition(asked.cloned());
    condition.map(|condition| placeholders.condition(&condition)).transpose()
}
