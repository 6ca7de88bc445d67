use aws_sdk_dynamodb::types::{IndexStatus, TableDescription, TableStatus};

use super::failure::failure;
use super::{Aws, send};
use crate::error::Result;
use crate::request::DescribeTable;
use crate::response::Reply;

impl Aws {
    pub(super) async fn describe_table(&self, request: DescribeTable) -> Result<Reply> {
        let call = self.client.describe_table().table_name(request.table);
        let output = send!(self, call).map_err(failure)?;
        Ok(Reply { active: output.table.as_ref().is_some_and(is_active), ..Reply::default() })
    }
}

/// Whether the table and all its indexes can be used.
fn is_active(table: &TableDescription) -> bool {
    let indexes = table.global_secondary_indexes();
    table.table_status == Some(TableStatus::Active)
        && indexes.iter().all(|index| index.index_status.as_ref().is_none_or(|status| *status == IndexStatus::Active))
}
