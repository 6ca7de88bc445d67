use std::sync::Arc;

use aws_sdk_dynamodb::operation::transact_get_items::{
    TransactGetItems, TransactGetItemsError, TransactGetItemsOutput,
};
use aws_sdk_dynamodb::types::{self, TransactGetItem};

use super::failure::{failure, unbuildable};
use super::transact_write::cancellation_of_reads;
use super::{Aws, Form, capacity, read_into};
use crate::error::{Error, Result};
use crate::request::{KeyAttributes, Placeholders, TableKeys, TransactGet};
use crate::response::{Reply, Rows};
use crate::value::RawRow;

impl Aws {
    pub(super) async fn transact_get(&self, request: TransactGet, rows: Option<&Rows>) -> Result<Reply> {
        request.check()?;
        let mut call = self.client.transact_get_items();
        let mut tables = Vec::new();
        for table in request.tables {
            tables.push((table.table.clone().into_owned(), table.keys.len()));
            for one in rendered(table)? {
                call = call.transact_items(TransactGetItem::builder().get(one).build());
            }
        }
        let tables: Arc<[_]> = tables.into();
        let call = call.set_return_consumed_capacity(capacity::asked(request.metered));
        let lane = self.lane(rows, Form::Places(tables.clone()));
        let sent = read_into!(self, call, lane, TransactGetItems, TransactGetItemsOutput);
        let (output, reply) = sent.map_err(|error| match error.as_service_error() {
            Some(TransactGetItemsError::TransactionCanceledException(cancelled)) => {
                cancellation_of_reads(cancelled.cancellation_reasons(), &tables)
            }
            _ => failure(error),
        })?;
        match reply {
            Some(reply) => Ok(reply),
            None => ordinary(output, &tables, rows),
        }
    }
}

fn rendered(table: TableKeys) -> Result<Vec<types::Get>> {
    let TableKeys { table, keys, projection, .. } = table;
    let one = |key: KeyAttributes| {
        let key = key.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let mut get = types::Get::builder().table_name(&*table).set_key(Some(key));
        if let Some(projection) = &projection {
            let mut placeholders = Placeholders::default();
            get = get.projection_expression(placeholders.projection(projection)?);
            let (names, _) = placeholders.into_parts();
            get = get.set_expression_attribute_names(Some(names));
        }
        get.build().map_err(unbuildable)
    };
    keys.into_iter().map(one).collect()
}

fn ordinary(output: TransactGetItemsOutput, tables: &[(String, usize)], rows: Option<&Rows>) -> Result<Reply> {
    let mut reply = Reply::default();
    if let Some(rows) = rows {
        rows.begin();
        let mut responses = output.responses.into_iter().flatten();
        for (table, places) in tables {
            let found = responses.by_ref().take(*places).filter_map(|response| response.item);
            reply.count += rows.receive_of(table, found.map(RawRow::map).map(Ok::<_, Error>))?;
        }
        rows.commit();
    }
    reply.capacity = capacity::of_tables(output.consumed_capacity);
    Ok(reply)
}
