use std::collections::HashMap;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemOutput;
use aws_sdk_dynamodb::types::{DeleteRequest, PutRequest, WriteRequest};

use super::attempts::Attempts;
use super::body::Body;
use super::failure::{failure, unbuildable};
use super::{Aws, Replies, capacity, send_write};
use crate::error::Result;
use crate::request::{BatchWrite, Repetition, Write};
use crate::response::Reply;
use crate::value::{write_item, write_string};

impl Aws {
    /// Sending the same puts and deletes twice leaves what sending them once does, so that the SDK may repeat them as it sees fit.
    pub(super) async fn batch_write(&self, request: BatchWrite) -> Result<Reply> {
        let mut body = (self.replies == Replies::Direct).then(|| Body::new(body(&request)));
        loop {
            let answered = self.batch_written(&request, body.as_ref()).await;
            match body.take() {
                Some(body) if !body.is_used() => {}
                _ => return answered,
            }
        }
    }

    async fn batch_written(&self, request: &BatchWrite, body: Option<&Body>) -> Result<Reply> {
        let writes = match body {
            Some(_) => without_items(&request.writes),
            None => rendered(&request.writes).map_err(unbuildable)?,
        };
        let call = self.client.batch_write_item().set_request_items(Some(writes));
        let call = call.set_return_consumed_capacity(capacity::asked(request.metered));
        // Harmless to repeat: an answer that is cut short is asked for again, too.
        let attempts = Attempts::watched(Repetition::Harmless);
        let sent = send_write!(self, call, Some(&attempts), body.cloned());
        let lost_answer = attempts.any_lost();
        let output = sent.map_err(|error| match failure(error) {
            // It was throttled at its last attempt only.
            throttled if lost_answer && throttled.is_throttled() => throttled.of_unknown_outcome(),
            other => other,
        })?;
        Ok(Reply { lost_answer, direct: body.is_some(), ..reply(output) })
    }
}

fn reply(output: BatchWriteItemOutput) -> Reply {
    let capacity = capacity::of_tables(output.consumed_capacity);
    let mut reply = Reply { capacity, ..Reply::default() };
    for (table, writes) in output.unprocessed_items.into_iter().flatten() {
        let items = writes.into_iter().filter_map(|write| match (write.put_request, write.delete_request) {
            (Some(put), _) => Some(put.item),
            (None, delete) => Some(delete?.key),
        });
        reply.unprocessed.extend(items.map(|item| (table.clone(), item)));
    }
    reply
}

/// `{"RequestItems":{"orders":[{"PutRequest":{"Item":{…}}},…]}}`
fn body(request: &BatchWrite) -> Vec<u8> {
    let mut tables: Vec<(&str, Vec<&Write>)> = Vec::new();
    for write in &request.writes {
        match tables.iter_mut().find(|(table, _)| *table == write.table()) {
            Some((_, writes)) => writes.push(write),
            None => tables.push((write.table(), vec![write])),
        }
    }
    // About what an item takes: growing copies what is there.
    let mut out = Vec::with_capacity(64 + 512 * request.writes.len());
    out.extend_from_slice(br#"{"RequestItems":{"#);
    for (number, (table, writes)) in tables.into_iter().enumerate() {
        out.extend_from_slice(if number > 0 { b"," } else { b"" });
        write_string(&mut out, table);
        out.extend_from_slice(b":[");
        for (number, write) in writes.into_iter().enumerate() {
            out.extend_from_slice(if number > 0 { b"," } else { b"" });
            member(&mut out, write);
        }
        out.push(b']');
    }
    out.extend_from_slice(if request.metered { br#"},"ReturnConsumedCapacity":"INDEXES"}"# } else { b"}}" });
    out
}

fn member(out: &mut Vec<u8>, write: &Write) {
    match write {
        Write::Put { item, .. } => {
            out.extend_from_slice(br#"{"PutRequest":{"Item":"#);
            write_item(out, item.iter().map(|(name, value)| (&**name, value)));
        }
        Write::Delete { key, .. } => {
            out.extend_from_slice(br#"{"DeleteRequest":{"Key":"#);
            write_item(out, key.iter().map(|(name, value)| (*name, value)));
        }
    }
    out.extend_from_slice(b"}}");
}

/// The tables alone, which the endpoint may depend on.
fn without_items(writes: &[Write]) -> HashMap<String, Vec<WriteRequest>> {
    let mut tables = HashMap::new();
    for write in writes {
        if !tables.contains_key(write.table()) {
            tables.insert(write.table().to_owned(), Vec::new());
        }
    }
    tables
}

fn rendered(writes: &[Write]) -> Result<HashMap<String, Vec<WriteRequest>>, BuildError> {
    let mut tables: HashMap<String, Vec<WriteRequest>> = HashMap::new();
    for write in writes {
        let rendered = match write {
            Write::Put { item, .. } => {
                let put = PutRequest::builder().set_item(Some((**item).clone())).build()?;
                WriteRequest::builder().put_request(put).build()
            }
            Write::Delete { key, .. } => {
                let key = key.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
                WriteRequest::builder().delete_request(DeleteRequest::builder().set_key(Some(key)).build()?).build()
            }
        };
        tables.entry(write.table().to_owned()).or_default().push(rendered);
    }
    Ok(tables)
}
