use std::sync::Arc;

use super::attempts::Attempts;
use super::write::{Conditional, Once, Sent, conditional, sent};
use super::{Aws, capacity, send_write};
use crate::error::Result;
use crate::request::Delete;
use crate::response::Reply;

impl Aws {
    pub(super) async fn delete(&self, request: Arc<Delete>) -> Result<Reply> {
        sent(request.repetition(), || self.delete_once(&request)).await
    }

    async fn delete_once(&self, request: &Delete) -> Once {
        let (expectation, attempts) = (request.expectation(), Attempts::of(request.repetition()));
        let watched = Sent { expectation, attempts, trace: None };
        let mut call = self.client.delete_item().table_name(&*request.table);
        for (name, value) in &request.key {
            call = call.key(*name, value.clone());
        }
        let Conditional { expression, on_failure, names, values } =
            conditional(expectation, request.condition.as_ref())?;
        let call = call
            .set_condition_expression(expression)
            .set_return_values_on_condition_check_failure(on_failure)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .set_return_values(super::old(request.returning))
            .set_return_consumed_capacity(capacity::asked(request.metered));
        let output = match send_write!(self, call, watched.attempts.as_ref()) {
            Ok(output) => output,
            Err(error) => return watched.failed(error),
        };
        let capacity = capacity::of_sdk(output.consumed_capacity);
        Ok(Reply { capacity, returned: output.attributes.filter(|item| !item.is_empty()), ..Reply::default() })
    }
}
