use std::sync::Arc;

use super::attempts::Attempts;
use super::write::{Conditional, Failed, Once, Sent, conditional};
use super::{Aws, capacity, send_write};
use crate::backend::Trace;
use crate::error::Result;
use crate::request::{Put, Repetition};
use crate::response::Reply;

impl Aws {
    pub(super) async fn put(&self, request: Arc<Put>) -> Result<Reply> {
        // An item may be large, and is not kept for the rare answer that is cut short: the SDK takes the only one.
        self.put_once(request).await.map_err(Failed::into_error)
    }

    async fn put_once(&self, request: Arc<Put>) -> Once {
        let (expectation, repetition) = (request.expectation(), request.repetition());
        let trace = (repetition == Repetition::Told).then(|| Trace::Put(Arc::clone(&request)));
        let request = Arc::unwrap_or_clone(request);
        let watched = Sent { expectation, attempts: Attempts::of(repetition), trace };
        let call = self.client.put_item().table_name(request.table).set_item(Some(request.item.into_item()));
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
