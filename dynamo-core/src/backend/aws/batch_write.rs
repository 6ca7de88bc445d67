use std::collections::HashMap;
use std::sync::Arc;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{DeleteRequest, PutRequest, WriteRequest};

use super::attempts::Attempts;
use super::failure::{failure, unbuildable};
use super::{Aws, capacity, send_write};
use crate::error::Result;
use crate::request::{BatchWrite, Repetition, Write};
use crate::response::Reply;

impl Aws {
    /// Sending the same puts and deletes twice leaves what sending them once does, so that the SDK may repeat them as it sees fit.
    pub(super) async fn batch_write(&self, request: BatchWrite) -> Result<Reply> {
        let metered = request.metered;
        let writes = rendered(request.writes).map_err(unbuildable)?;
        let call = self.client.batch_write_item().set_request_items(Some(writes));
        let call = call.set_return_consumed_capacity(capacity::asked(metered));
        // Harmless to repeat: an answer that is cut short is asked for again, too.
        let attempts = Attempts::watched(Repetition::Harmless);
        let sent = send_write!(self, call, Some(&attempts));
        let lost_answer = attempts.any_lost();
        let output = sent.map_err(|error| match failure(error) {
            // It was throttled at its last attempt only.
            throttled if lost_answer && throttled.is_throttled() => throttled.of_unknown_outcome(),
            other => other,
        })?;
        let capacity = capacity::of_tables(output.consumed_capacity);
        let mut reply = Reply { capacity, lost_answer, ..Reply::default() };
        for (table, writes) in output.unprocessed_items.into_iter().flatten() {
            let items = writes.into_iter().filter_map(|write| match (write.put_request, write.delete_request) {
                (Some(put), _) => Some(put.item),
                (None, delete) => Some(delete?.key),
            });
            reply.unprocessed.extend(items.map(|item| (table.clone(), item)));
        }
        Ok(reply)
    }
}

fn rendered(writes: Vec<Write>) -> Result<HashMap<String, Vec<WriteRequest>>, BuildError> {
    let mut tables: HashMap<String, Vec<WriteRequest>> = HashMap::new();
    for write in writes {
        let (table, rendered) = match write {
            Write::Put { table, item, .. } => {
                let put = PutRequest::builder().set_item(Some(Arc::unwrap_or_clone(item))).build()?;
                (table, WriteRequest::builder().put_request(put).build())
            }
            Write::Delete { table, key, .. } => {
                let key = key.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
                let delete = DeleteRequest::builder().set_key(Some(key)).build()?;
                (table, WriteRequest::builder().delete_request(delete).build())
            }
        };
        tables.entry(table).or_default().push(rendered);
    }
    Ok(tables)
}
