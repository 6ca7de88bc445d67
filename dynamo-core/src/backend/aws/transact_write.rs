use std::collections::HashMap;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{self, AttributeValue, TransactWriteItem};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use super::attempts::Attempts;
use super::failure::{failure, unbuildable};
use super::write::{Conditional, conditional, conditional_beside};
use super::{Aws, capacity, send_write};
use crate::backend::refused;
use crate::error::{CancellationReason, Error, ErrorKind, Result};
use crate::evaluate::check_actions;
use crate::request::{
    Check, Delete, Expectation, Placeholders, Put, Repetition, TransactOperation, TransactWrite, Update,
};
use crate::response::{Capacity, Reply};

impl Aws {
    /// Whatever becomes of its answers, it is sent again: the token sees to it that it is carried out once.
    pub(super) async fn transact_write(&self, request: TransactWrite) -> Result<Reply> {
        request.check()?;
        let mut call = self
            .client
            .transact_write_items()
            .client_request_token(request.token)
            .set_return_consumed_capacity(capacity::asked(request.metered));
        let mut places = Vec::with_capacity(request.operations.len());
        for one in request.operations {
            let (expectation, table) = (one.operation.expectation(), one.operation.table().to_owned());
            places.push(Place { label: one.label, table, expectation: Some(expectation) });
            call = call.transact_items(rendered(one.operation)?);
        }
        let attempts = Attempts::watched(Repetition::Told);
        let output = match send_write!(self, call, Some(&attempts)) {
            Ok(output) => output,
            Err(error) => {
                // Once an answer was lost, only an engine that says no has not carried it out: what else fails may come from a repetition alone.
                let is_cancelled =
                    error.as_service_error().is_some_and(TransactWriteItemsError::is_transaction_canceled_exception);
                let is_last_lost = attempts.is_last_lost(&error);
                let error = transaction_failure(error, places);
                // Cancelled for what passes is no refusal.
                let passes = matches!(error.kind(), ErrorKind::TransactionConflict | ErrorKind::Throttled { .. });
                let is_refused = is_cancelled && !passes;
                let is_lost = is_last_lost || (attempts.any_lost() && !is_refused);
                return Err(if is_lost { error.of_unknown_outcome() } else { error });
            }
        };
        let mut cost = Capacity::default();
        output.consumed_capacity.into_iter().flatten().for_each(|one| cost.add(&capacity::of_sdk(Some(one))));
        Ok(Reply { capacity: cost, ..Reply::default() })
    }
}

/// What is kept of an operation, to tell why it failed.
struct Place {
    label: Option<String>,
    table: String,
    /// `None` of a read.
    expectation: Option<Expectation>,
}

/// Sets what all four kinds of operations have.
macro_rules! conditioned {
    ($builder:expr, $conditional:expr) => {{
        let Conditional { expression, on_failure, names, values } = $conditional;
        $builder
            .set_condition_expression(expression)
            .set_return_values_on_condition_check_failure(on_failure)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .build()
            .map_err(unbuildable)?
    }};
}

fn rendered(operation: TransactOperation) -> Result<TransactWriteItem> {
    let item = TransactWriteItem::builder();
    Ok(match operation {
        TransactOperation::Put(put) => item.put(rendered_put(put)?),
        TransactOperation::Update(update) => item.update(rendered_update(update)?),
        TransactOperation::Delete(delete) => item.delete(rendered_delete(delete)?),
        TransactOperation::Check(check) => item.condition_check(rendered_check(check)?),
    }
    .build())
}

fn rendered_put(put: Put) -> Result<types::Put> {
    let expectation = put.expectation();
    let builder = types::Put::builder().table_name(put.table).set_item(Some(put.item));
    Ok(conditioned!(builder, conditional(expectation, put.condition)?))
}

fn rendered_update(update: Update) -> Result<types::Update> {
    let expectation = update.expectation();
    let mut placeholders = Placeholders::default();
    check_actions(&update.actions)?;
    let changes = placeholders.update(update.actions)?;
    let builder = types::Update::builder().table_name(update.table).set_key(Some(key(update.key)));
    let builder = builder.update_expression(changes);
    Ok(conditioned!(builder, conditional_beside(placeholders, expectation, update.condition)?))
}

fn rendered_delete(delete: Delete) -> Result<types::Delete> {
    let expectation = delete.expectation();
    let builder = types::Delete::builder().table_name(delete.table).set_key(Some(key(delete.key)));
    Ok(conditioned!(builder, conditional(expectation, delete.condition)?))
}

fn rendered_check(check: Check) -> Result<types::ConditionCheck> {
    let expectation = check.expectation();
    let builder = types::ConditionCheck::builder().table_name(check.table).set_key(Some(key(check.key)));
    Ok(conditioned!(builder, conditional(expectation, check.condition)?))
}

fn key(attributes: Vec<(&'static str, AttributeValue)>) -> HashMap<String, AttributeValue> {
    attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn transaction_failure(error: SdkError<TransactWriteItemsError, HttpResponse>, places: Vec<Place>) -> Error {
    match error.as_service_error() {
        Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
            // The SDK's error is not passed on: it prints whole items, sensitive attributes too.
            cancellation(cancelled.cancellation_reasons(), places)
        }
        _ => failure(error),
    }
}

/// Why a transaction of reads was cancelled, of so many items of each table.
pub(super) fn cancellation_of_reads(given: &[types::CancellationReason], tables: &[(String, usize)]) -> Error {
    let names = tables.iter().flat_map(|(table, places)| std::iter::repeat_n(table, *places));
    let place = |table: &String| Place { label: None, table: table.clone(), expectation: None };
    cancellation(given, names.map(place).collect())
}

fn cancellation(given: &[types::CancellationReason], places: Vec<Place>) -> Error {
    let reasons = given.iter().zip(places).enumerate().filter_map(|(at, (why, place))| {
        let error = reason(why, place.expectation)?.in_table(place.table);
        Some(CancellationReason::new(at, place.label, error))
    });
    Error::cancelled(reasons.collect()).with_code("TransactionCanceledException")
}

/// Why one operation failed, told as the write alone would be; `None` for one that did not.
fn reason(given: &types::CancellationReason, expected: Option<Expectation>) -> Option<Error> {
    let code = given.code().unwrap_or("None");
    let kind = match (code, expected) {
        ("None", _) => return None,
        ("ConditionalCheckFailed", Some(expected)) => {
            return Some(refused(expected, given.item.clone().filter(|item| !item.is_empty())));
        }
        ("TransactionConflict", _) => ErrorKind::TransactionConflict,
        ("ItemCollectionSizeLimitExceeded", _) => ErrorKind::ItemCollectionTooLarge,
        ("ProvisionedThroughputExceeded" | "ThrottlingError" | "RequestLimitExceeded", _) => {
            ErrorKind::Throttled { reasons: Vec::new() }
        }
        ("AccessDenied", _) => ErrorKind::AccessDenied,
        ("ValidationError", _) => {
            let reason = given.message().unwrap_or("the engine refuses the operation").to_owned();
            return Some(Error::invalid_request(reason).with_code(code));
        }
        (other, _) => ErrorKind::Other { code: other.to_owned() },
    };
    let error = Error::new(kind).with_code(code);
    Some(match given.message() {
        Some(message) => error.with_message(message),
        None => error,
    })
}
