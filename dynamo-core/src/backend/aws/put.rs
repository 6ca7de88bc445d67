use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;

use super::attempts::Attempts;
use super::query::some;
use super::write::Sent;
use super::{Aws, capacity, send_write};
use crate::backend::Trace;
use crate::error::Result;
use crate::request::{Placeholders, Put, Repetition};
use crate::response::Reply;

impl Aws {
    pub(super) async fn put(&self, request: Put) -> Result<Reply> {
        let (expectation, repetition) = (request.expectation(), request.repetition());
        let trace = (repetition == Repetition::Told).then(|| Trace::Item(request.item.clone()));
        let watched = Sent { expectation, attempts: Attempts::of(repetition), trace };
        let mut call = self.client.put_item().table_name(request.table).set_item(Some(request.item));
        if let Some(condition) = expectation.condition(request.condition) {
            let mut placeholders = Placeholders::default();
            call = call
                .condition_expression(placeholders.condition(condition)?)
                .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
            let (names, values) = placeholders.into_parts();
            call = call
                .set_expression_attribute_names(some(names.collect()))
                .set_expression_attribute_values(some(values.collect()));
        }
        let call = call
            .set_return_values(super::old(request.returning))
            .set_return_consumed_capacity(capacity::asked(request.metered));
        let output = match send_write!(call, watched) {
            Ok(output) => output,
            Err(error) => return watched.failed(error),
        };
        let capacity = capacity::of_sdk(output.consumed_capacity);
        Ok(Reply { capacity, returned: output.attributes.filter(|item| !item.is_empty()), ..Reply::default() })
    }
}
