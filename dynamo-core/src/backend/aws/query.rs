use aws_sdk_dynamodb::operation::query::{self, QueryOutput};
use aws_sdk_dynamodb::operation::scan::{Scan, ScanOutput};
use aws_sdk_dynamodb::types::{AttributeValue, Select};
use std::collections::HashMap;

use super::failure::failure;
use super::{Aws, Form, capacity, read_into};
use crate::error::{Error, Result};
use crate::evaluate::check_condition;
use crate::request::{Placeholders, Query, Returns};
use crate::response::{Reply, Rows};
use crate::value::{Item, RawRow};

/// The expressions of a query or a scan, as text.
struct Rendered {
    keys: Option<String>,
    filter: Option<String>,
    projection: Option<String>,
    names: Option<HashMap<String, String>>,
    values: Option<HashMap<String, AttributeValue>>,
}

impl Aws {
    pub(super) async fn query(&self, request: Query, rows: Option<&Rows>) -> Result<Reply> {
        let text = rendered(&request)?;
        match text.keys {
            Some(_) => self.query_items(request, text, rows).await,
            None => self.scan_items(request, text, rows).await,
        }
    }

    async fn query_items(&self, request: Query, text: Rendered, rows: Option<&Rows>) -> Result<Reply> {
        let call = self
            .client
            .query()
            .table_name(request.table)
            .set_index_name(request.index.map(str::to_owned))
            .set_key_condition_expression(text.keys)
            .set_filter_expression(text.filter)
            .set_projection_expression(text.projection)
            .set_expression_attribute_names(text.names)
            .set_expression_attribute_values(text.values)
            .set_scan_index_forward(request.descending.then_some(false))
            .set_consistent_read(request.consistent.then_some(true))
            .set_limit(request.page_size.map(limit))
            .set_select(select(request.returns))
            .set_exclusive_start_key(request.start)
            .set_return_consumed_capacity(capacity::asked(request.metered));
        let (output, reply) =
            read_into!(self, call, self.lane(rows, Form::Items), query::Query, QueryOutput).map_err(failure)?;
        if let Some(reply) = reply {
            return Ok(reply);
        }
        let counts = (output.count, output.scanned_count);
        let reply = ordinary(output.items, counts, output.last_evaluated_key, rows)?;
        Ok(Reply { capacity: capacity::of_sdk(output.consumed_capacity), ..reply })
    }

    async fn scan_items(&self, request: Query, text: Rendered, rows: Option<&Rows>) -> Result<Reply> {
        let call = self
            .client
            .scan()
            .table_name(request.table)
            .set_index_name(request.index.map(str::to_owned))
            .set_filter_expression(text.filter)
            .set_projection_expression(text.projection)
            .set_expression_attribute_names(text.names)
            .set_expression_attribute_values(text.values)
            .set_consistent_read(request.consistent.then_some(true))
            .set_limit(request.page_size.map(limit))
            .set_select(select(request.returns))
            .set_exclusive_start_key(request.start)
            .set_segment(request.segment.map(|segment| limit(segment.number)))
            .set_total_segments(request.segment.map(|segment| limit(segment.total)))
            .set_return_consumed_capacity(capacity::asked(request.metered));
        let (output, reply) =
            read_into!(self, call, self.lane(rows, Form::Items), Scan, ScanOutput).map_err(failure)?;
        if let Some(reply) = reply {
            return Ok(reply);
        }
        let counts = (output.count, output.scanned_count);
        let reply = ordinary(output.items, counts, output.last_evaluated_key, rows)?;
        Ok(Reply { capacity: capacity::of_sdk(output.consumed_capacity), ..reply })
    }
}

fn rendered(request: &Query) -> Result<Rendered> {
    let mut placeholders = Placeholders::default();
    let keys = if request.keys.is_empty() { None } else { Some(placeholders.keys(&request.keys)?) };
    request.filter.as_ref().map(check_condition).transpose()?;
    let filter = request.filter.as_ref().map(|filter| placeholders.condition(filter)).transpose()?;
    let projection = request.projection.as_ref().map(|paths| placeholders.projection(paths)).transpose()?;
    let (names, values) = placeholders.into_parts();
    Ok(Rendered { keys, filter, projection, names: some(names), values: some(values) })
}

/// DynamoDB refuses empty maps of placeholders.
pub(super) fn some<V>(placeholders: HashMap<String, V>) -> Option<HashMap<String, V>> {
    (!placeholders.is_empty()).then_some(placeholders)
}

fn select(returns: Returns) -> Option<Select> {
    match returns {
        Returns::Rows => None,
        Returns::WholeItems => Some(Select::AllAttributes),
        Returns::Count => Some(Select::Count),
    }
}

fn limit(rows: u32) -> i32 {
    i32::try_from(rows).unwrap_or(i32::MAX)
}

fn ordinary(items: Option<Vec<Item>>, counts: (i32, i32), cursor: Option<Item>, rows: Option<&Rows>) -> Result<Reply> {
    let whole = |count: i32| u64::try_from(count).unwrap_or_default();
    if let Some(rows) = rows {
        rows.take(items.into_iter().flatten().map(RawRow::map).map(Ok::<_, Error>))?;
    }
    Ok(Reply { count: whole(counts.0), scanned: whole(counts.1), cursor, ..Reply::default() })
}
