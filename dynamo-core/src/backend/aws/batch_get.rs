use aws_sdk_dynamodb::operation::batch_get_item::{BatchGetItem, BatchGetItemOutput};
use aws_sdk_dynamodb::types::KeysAndAttributes;

use super::failure::{failure, unbuildable};
use super::{Aws, Form, capacity, read_into};
use crate::error::{Error, Result};
use crate::request::{BatchGet, Placeholders, TableKeys};
use crate::response::{Reply, Rows};
use crate::value::RawRow;

impl Aws {
    pub(super) async fn batch_get(&self, request: BatchGet, rows: Option<&Rows>) -> Result<Reply> {
        let mut call = self.client.batch_get_item();
        for table in request.tables {
            let (name, keys) = rendered(table)?;
            call = call.request_items(name, keys);
        }
        let call = call.set_return_consumed_capacity(capacity::asked(request.metered));
        let (output, reply) =
            read_into!(self, call, self.lane(rows, Form::Tables), BatchGetItem, BatchGetItemOutput).map_err(failure)?;
        match reply {
            Some(reply) => Ok(reply),
            None => ordinary(output, rows),
        }
    }
}

fn rendered(table: TableKeys) -> Result<(String, KeysAndAttributes)> {
    let keys =
        table.keys.into_iter().map(|key| key.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
    let mut asked = KeysAndAttributes::builder()
        .set_keys(Some(keys.collect()))
        .set_consistent_read(table.consistent.then_some(true));
    if let Some(projection) = &table.projection {
        let mut placeholders = Placeholders::default();
        asked = asked.projection_expression(placeholders.projection(projection)?);
        let (names, _) = placeholders.into_parts();
        asked = asked.set_expression_attribute_names(Some(names));
    }
    Ok((table.table.into_owned(), asked.build().map_err(unbuildable)?))
}

fn ordinary(output: BatchGetItemOutput, rows: Option<&Rows>) -> Result<Reply> {
    let mut reply = Reply::default();
    if let Some(rows) = rows {
        rows.begin();
        for (table, items) in output.responses.into_iter().flatten() {
            reply.count += rows.receive_of(&table, items.into_iter().map(RawRow::map).map(Ok::<_, Error>))?;
        }
        rows.commit();
    }
    for (table, left) in output.unprocessed_keys.into_iter().flatten() {
        reply.unprocessed.extend(left.keys.into_iter().map(|key| (table.clone(), key)));
    }
    reply.capacity = capacity::of_tables(output.consumed_capacity);
    Ok(reply)
}
