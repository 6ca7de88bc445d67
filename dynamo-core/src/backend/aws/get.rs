use aws_sdk_dynamodb::operation::get_item::{GetItem, GetItemOutput};

use super::failure::failure;
use super::{Aws, Form, capacity, read_into};
use crate::error::Result;
use crate::request::{Get, Placeholders};
use crate::response::{Reply, Rows};
use crate::value::RawRow;

impl Aws {
    pub(super) async fn get(&self, request: Get, rows: Option<&Rows>) -> Result<Reply> {
        let mut call = self.client.get_item().table_name(request.table);
        for (name, value) in request.key {
            call = call.key(name, value);
        }
        if request.consistent {
            call = call.consistent_read(true);
        }
        if let Some(projection) = &request.projection {
            let mut placeholders = Placeholders::default();
            call = call.projection_expression(placeholders.projection(projection)?);
            let (names, _) = placeholders.into_parts();
            call = call.set_expression_attribute_names(Some(names));
        }
        call = call.set_return_consumed_capacity(capacity::asked(request.metered));
        let (output, reply) =
            read_into!(self, call, self.lane(rows, Form::Item), GetItem, GetItemOutput).map_err(failure)?;
        match reply {
            Some(reply) => Ok(reply),
            None => ordinary(output, rows),
        }
    }
}

fn ordinary(output: GetItemOutput, rows: Option<&Rows>) -> Result<Reply> {
    let mut reply = Reply { count: u64::from(output.item.is_some()), ..Reply::default() };
    if let Some(rows) = rows {
        rows.take(output.item.map(RawRow::map).map(Ok::<_, crate::error::Error>))?;
    }
    reply.capacity = capacity::of_sdk(output.consumed_capacity);
    Ok(reply)
}
