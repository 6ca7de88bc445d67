use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;

use super::attempts::Attempts;
use super::query::some;
use super::write::Sent;
use super::{Aws, capacity, send_write};
use crate::error::Result;
use crate::request::{Delete, Placeholders};
use crate::response::Reply;

impl Aws {
    pub(super) async fn delete(&self, request: Delete) -> Result<Reply> {
        let (expectation, attempts) = (request.expectation(), Attempts::of(request.repetition()));
        let watched = Sent { expectation, attempts, trace: None };
        let mut call = self.client.delete_item().table_name(request.table);
        for (name, value) in request.key {
            call = call.key(name, value);
        }
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
