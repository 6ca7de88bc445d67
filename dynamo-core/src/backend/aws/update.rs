use std::sync::Arc;

use aws_sdk_dynamodb::types::ReturnValue;

use super::attempts::Attempts;
use super::write::{Conditional, Once, Sent, conditional_beside, sent};
use super::{Aws, capacity, send_write};
use crate::backend::Trace;
use crate::error::Result;
use crate::evaluate::check_actions;
use crate::request::{Placeholders, Repetition, Returning, Update};
use crate::response::Reply;

impl Aws {
    pub(super) async fn update(&self, request: Arc<Update>) -> Result<Reply> {
        let repetition = request.repetition();
        sent(repetition, || self.update_once(&request, repetition)).await
    }

    async fn update_once(&self, request: &Update, repetition: Repetition) -> Once {
        let expectation = request.expectation();
        let trace = if repetition == Repetition::Told { Trace::of_update(request) } else { None };
        let watched = Sent { expectation, attempts: Attempts::of(repetition), trace };
        let mut placeholders = Placeholders::default();
        let key = request.key.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        check_actions(&request.actions)?;
        let changes = placeholders.update(&request.actions)?;
        let Conditional { expression, on_failure, names, values } =
            conditional_beside(placeholders, expectation, request.condition.as_ref())?;
        let call = self
            .client
            .update_item()
            .table_name(&*request.table)
            .set_key(Some(key))
            .update_expression(changes)
            .set_condition_expression(expression)
            .set_return_values_on_condition_check_failure(on_failure)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .set_return_values(returned(request.returning))
            .set_return_consumed_capacity(capacity::asked(request.metered));
        let output = match send_write!(self, call, watched.attempts.as_ref()) {
            Ok(output) => output,
            Err(error) => return watched.failed(error),
        };
        let capacity = capacity::of_sdk(output.consumed_capacity);
        Ok(Reply { capacity, returned: output.attributes.filter(|item| !item.is_empty()), ..Reply::default() })
    }
}

fn returned(returning: Returning) -> Option<ReturnValue> {
    match returning {
        Returning::Nothing => None,
        Returning::Old => Some(ReturnValue::AllOld),
        Returning::New => Some(ReturnValue::AllNew),
    }
}
