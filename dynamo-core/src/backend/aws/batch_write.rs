use std::collections::HashMap;
use std::sync::Arc;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemOutput;
use aws_sdk_dynamodb::types::{DeleteRequest, PutRequest, WriteRequest};

use super::attempts::Attempts;
use super::body::{self, RequestBody};
use super::failure::{failure, unbuildable};
use super::{Aws, capacity, send_write};
use crate::error::Result;
use crate::request::{BatchWrite, Repetition, Write};
use crate::response::Reply;
use crate::value::{write_item, write_string};

/// The writes to each table, as the SDK has them.
type Tables = HashMap<String, Vec<WriteRequest>>;

impl Aws {
    /// Sending the same puts and deletes twice leaves what sending them once does, so that the SDK may repeat them as it sees fit.
    pub(super) async fn batch_write(&self, request: Arc<BatchWrite>) -> Result<Reply> {
        let direct = self.writes_bodies().then(|| {
            let tables = without_items(&request.writes);
            let body = RequestBody::new(empty(&tables, request.metered), body(&request));
            (tables, body)
        });
        let ordinary = || rendered(&request.writes).map_err(unbuildable);
        body::sent(direct, ordinary, |tables, body| self.batch_sent(tables, request.metered, body)).await
    }

    async fn batch_sent(&self, writes: Tables, metered: bool, body: Option<RequestBody>) -> Result<Reply> {
        let direct = body.is_some();
        let call = self.client.batch_write_item().set_request_items(Some(writes));
        let call = call.set_return_consumed_capacity(capacity::asked(metered));
        // Harmless to repeat: an answer that is cut short is asked for again, too.
        let attempts = Attempts::watched(Repetition::Harmless);
        let sent = send_write!(self, call, Some(&attempts), body);
        let lost_answer = attempts.any_lost();
        let output = sent.map_err(|error| match failure(error) {
            // It was throttled at its last attempt only.
            throttled if lost_answer && throttled.is_throttled() => throttled.of_unknown_outcome(),
            other => other,
        })?;
        Ok(Reply { lost_answer, direct, ..reply(output) })
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
    out.extend_from_slice(end(request.metered));
    out
}

/// The same without items, as the SDK writes it.
fn empty(tables: &Tables, metered: bool) -> Vec<u8> {
    let mut out = br#"{"RequestItems":{"#.to_vec();
    for (number, table) in tables.keys().enumerate() {
        out.extend_from_slice(if number > 0 { b"," } else { b"" });
        write_string(&mut out, table);
        out.extend_from_slice(b":[]");
    }
    out.extend_from_slice(end(metered));
    out
}

fn end(metered: bool) -> &'static [u8] {
    if metered { br#"},"ReturnConsumedCapacity":"INDEXES"}"# } else { b"}}" }
}

fn member(out: &mut Vec<u8>, write: &Write) {
    match write {
        Write::Put { item, .. } => {
            out.extend_from_slice(br#"{"PutRequest":{"Item":"#);
            item.write(out);
        }
        Write::Delete { key, .. } => {
            out.extend_from_slice(br#"{"DeleteRequest":{"Key":"#);
            write_item(out, key.iter().map(|(name, value)| (*name, value)));
        }
    }
    out.extend_from_slice(b"}}");
}

/// The tables alone.
fn without_items(writes: &[Write]) -> Tables {
    let mut tables = Tables::new();
    for write in writes {
        if !tables.contains_key(write.table()) {
            tables.insert(write.table().to_owned(), Vec::new());
        }
    }
    tables
}

fn rendered(writes: &[Write]) -> Result<Tables, BuildError> {
    let mut tables = Tables::new();
    for write in writes {
        let rendered = match write {
            Write::Put { item, .. } => {
                let put = PutRequest::builder().set_item(Some(item.to_item())).build()?;
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
