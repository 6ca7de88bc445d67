use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;

use super::failure::write_failure;
use super::query::some;
use super::{Aws, capacity};
use crate::backend::Expectation;
use crate::error::Result;
use crate::request::{Placeholders, Update, expected};
use crate::response::Reply;

impl Aws {
    pub(super) async fn update(&self, request: Update) -> Result<Reply> {
        let Update { schema, presence, version, .. } = request;
        let mut placeholders = Placeholders::default();
        let mut call = self.client.update_item().table_name(request.table);
        for (name, value) in request.key {
            call = call.key(name, value);
        }
        call = call.update_expression(placeholders.update(request.actions)?);
        if let Some(condition) = expected(schema, presence, version, request.condition) {
            call = call
                .condition_expression(placeholders.condition(condition)?)
                .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        }
        let (names, values) = placeholders.into_parts();
        let sent = call
            .set_expression_attribute_names(some(names.collect()))
            .set_expression_attribute_values(some(values.collect()))
            .set_return_consumed_capacity(capacity::asked(request.metered))
            .send()
            .await;
        let output = sent.map_err(|error| write_failure(error, Expectation { schema, presence, version }))?;
        Ok(Reply { capacity: capacity::of_sdk(output.consumed_capacity), ..Reply::default() })
    }
}
