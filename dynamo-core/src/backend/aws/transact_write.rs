use std::collections::HashMap;
use std::sync::Arc;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{self, AttributeValue, TransactWriteItem};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use super::attempts::Attempts;
use super::body::{self, RequestBody};
use super::failure::{failure, unbuildable};
use super::write::{Conditional, condition, conditional, conditional_beside};
use super::{Aws, capacity, members, send_write};
use crate::backend::refused;
use crate::error::{CancellationReason, Error, ErrorKind, Result};
use crate::evaluate::check_actions;
use crate::request::{
    Check, Delete, Expectation, KeyAttributes, Labelled, Placeholders, Put, Repetition, TransactOperation,
    TransactWrite, Update,
};
use crate::response::{Capacity, Reply};
use crate::value::{write_item, write_string};

impl Aws {
    /// Whatever becomes of its answers, it is sent again: the token sees to it that it is carried out once.
    pub(super) async fn transact_write(&self, request: Arc<TransactWrite>) -> Result<Reply> {
        request.check()?;
        let direct = if self.writes_bodies() {
            Some((stand_ins(&request)?, RequestBody::new(empty(&request), body(&request)?)))
        } else {
            None
        };
        let ordinary = || request.operations.iter().map(|one| rendered(&one.operation)).collect();
        body::sent(direct, ordinary, |items, body| self.transact_sent(&request, items, body)).await
    }

    async fn transact_sent(
        &self,
        request: &TransactWrite,
        items: Vec<TransactWriteItem>,
        body: Option<RequestBody>,
    ) -> Result<Reply> {
        let direct = body.is_some();
        let call = self
            .client
            .transact_write_items()
            .client_request_token(&request.token)
            .set_return_consumed_capacity(capacity::asked(request.metered))
            .set_transact_items(Some(items));
        let attempts = Attempts::watched(Repetition::Told);
        let output = match send_write!(self, call, Some(&attempts), body) {
            Ok(output) => output,
            Err(error) => {
                // Once an answer was lost, only an engine that says no has not carried it out: what else fails may come from a repetition alone.
                let is_cancelled =
                    error.as_service_error().is_some_and(TransactWriteItemsError::is_transaction_canceled_exception);
                let is_last_lost = attempts.is_last_lost(&error);
                let error = transaction_failure(error, request);
                // Cancelled for what passes is no refusal.
                let passes = matches!(error.kind(), ErrorKind::TransactionConflict | ErrorKind::Throttled { .. });
                let is_refused = is_cancelled && !passes;
                let is_lost = is_last_lost || (attempts.any_lost() && !is_refused);
                return Err(if is_lost { error.of_unknown_outcome() } else { error });
            }
        };
        let mut cost = Capacity::default();
        output.consumed_capacity.into_iter().flatten().for_each(|one| cost.add(&capacity::of_sdk(Some(one))));
        Ok(Reply { capacity: cost, direct, ..Reply::default() })
    }
}

/// `{"TransactItems":[{"Put":{"Item":{…},"TableName":"orders"}},…],"ClientRequestToken":"…"}`
fn body(request: &TransactWrite) -> Result<Vec<u8>> {
    // About what an item takes: growing copies what is there.
    let mut out = Vec::with_capacity(128 + 768 * request.operations.len());
    out.extend_from_slice(br#"{"TransactItems":["#);
    for (number, one) in request.operations.iter().enumerate() {
        out.extend_from_slice(if number > 0 { b"," } else { b"" });
        member(&mut out, &one.operation)?;
    }
    end(&mut out, request);
    Ok(out)
}

fn member(out: &mut Vec<u8>, operation: &TransactOperation) -> Result<()> {
    let mut placeholders = Placeholders::default();
    let changes = match operation {
        TransactOperation::Update(update) => Some(changes(&mut placeholders, update)?),
        _ => None,
    };
    let condition = condition(&mut placeholders, operation.expectation(), operation.condition())?;
    out.push(b'{');
    write_string(out, operation.name());
    out.extend_from_slice(b":{");
    match operation {
        TransactOperation::Put(put) => {
            members::next(out, "Item");
            put.item.write(out);
        }
        TransactOperation::Update(Update { key, .. })
        | TransactOperation::Delete(Delete { key, .. })
        | TransactOperation::Check(Check { key, .. }) => {
            members::next(out, "Key");
            write_item(out, key.iter().map(|(name, value)| (*name, value)));
        }
    }
    members::text(out, "TableName", operation.table());
    if let Some(changes) = changes {
        members::text(out, "UpdateExpression", &changes);
    }
    members::condition(out, condition.as_deref(), placeholders);
    out.extend_from_slice(b"}}");
    Ok(())
}

/// The tables alone, each as a delete of nothing, which no engine carries out.
fn stand_ins(request: &TransactWrite) -> Result<Vec<TransactWriteItem>> {
    let stand_in = |table: &str| {
        let delete = types::Delete::builder().table_name(table).set_key(Some(HashMap::new()));
        Ok(TransactWriteItem::builder().delete(delete.build().map_err(unbuildable)?).build())
    };
    tables(request).into_iter().map(stand_in).collect()
}

/// That, as the SDK writes it.
fn empty(request: &TransactWrite) -> Vec<u8> {
    let mut out = br#"{"TransactItems":["#.to_vec();
    for (number, table) in tables(request).into_iter().enumerate() {
        out.extend_from_slice(if number > 0 { b"," } else { b"" });
        out.extend_from_slice(br#"{"Delete":{"Key":{}"#);
        members::text(&mut out, "TableName", table);
        out.extend_from_slice(b"}}");
    }
    end(&mut out, request);
    out
}

fn tables(request: &TransactWrite) -> Vec<&str> {
    let mut tables = Vec::new();
    for table in request.operations.iter().map(|one| one.operation.table()) {
        if !tables.contains(&table) {
            tables.push(table);
        }
    }
    tables
}

fn end(out: &mut Vec<u8>, request: &TransactWrite) {
    out.push(b']');
    if request.metered {
        members::text(out, "ReturnConsumedCapacity", "INDEXES");
    }
    members::text(out, "ClientRequestToken", &request.token);
    out.push(b'}');
}

/// What is known of an operation, to tell why it failed.
struct Place {
    label: Option<String>,
    table: String,
    /// `None` of a read.
    expectation: Option<Expectation>,
}

impl Place {
    fn of(one: &Labelled) -> Self {
        let (label, table) = (one.label.clone(), one.operation.table().to_owned());
        Self { label, table, expectation: Some(one.operation.expectation()) }
    }
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

fn rendered(operation: &TransactOperation) -> Result<TransactWriteItem> {
    let item = TransactWriteItem::builder();
    Ok(match operation {
        TransactOperation::Put(put) => item.put(rendered_put(put)?),
        TransactOperation::Update(update) => item.update(rendered_update(update)?),
        TransactOperation::Delete(delete) => item.delete(rendered_delete(delete)?),
        TransactOperation::Check(check) => item.condition_check(rendered_check(check)?),
    }
    .build())
}

fn rendered_put(put: &Put) -> Result<types::Put> {
    let expectation = put.expectation();
    let builder = types::Put::builder().table_name(&*put.table).set_item(Some(put.item.to_item()));
    Ok(conditioned!(builder, conditional(expectation, put.condition.as_ref())?))
}

fn rendered_update(update: &Update) -> Result<types::Update> {
    let expectation = update.expectation();
    let mut placeholders = Placeholders::default();
    let changes = changes(&mut placeholders, update)?;
    let builder = types::Update::builder().table_name(&*update.table).set_key(Some(key(&update.key)));
    let builder = builder.update_expression(changes);
    Ok(conditioned!(builder, conditional_beside(placeholders, expectation, update.condition.as_ref())?))
}

fn changes(placeholders: &mut Placeholders, update: &Update) -> Result<String> {
    check_actions(&update.actions)?;
    placeholders.update(&update.actions)
}

fn rendered_delete(delete: &Delete) -> Result<types::Delete> {
    let expectation = delete.expectation();
    let builder = types::Delete::builder().table_name(&*delete.table).set_key(Some(key(&delete.key)));
    Ok(conditioned!(builder, conditional(expectation, delete.condition.as_ref())?))
}

fn rendered_check(check: &Check) -> Result<types::ConditionCheck> {
    let expectation = check.expectation();
    let builder = types::ConditionCheck::builder().table_name(&*check.table).set_key(Some(key(&check.key)));
    Ok(conditioned!(builder, conditional(expectation, check.condition.as_ref())?))
}

fn key(attributes: &KeyAttributes) -> HashMap<String, AttributeValue> {
    attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

fn transaction_failure(error: SdkError<TransactWriteItemsError, HttpResponse>, request: &TransactWrite) -> Error {
    match error.as_service_error() {
        Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
            // The SDK's error is not passed on: it prints whole items, sensitive attributes too.
            cancellation(cancelled.cancellation_reasons(), request.operations.iter().map(Place::of).collect())
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
