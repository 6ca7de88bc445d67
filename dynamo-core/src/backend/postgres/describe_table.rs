use super::Postgres;
use crate::error::Result;
use crate::request::DescribeTable;
use crate::response::{Described, Reply, TableStatus};
use crate::schema::TableDefinition;

impl Postgres {
    /// Whatever is done to a table is done at once.
    pub(super) async fn describe_table(&self, request: DescribeTable) -> Result<Reply> {
        let found = self.look_at(&request.table).await?;
        let definition = TableDefinition { ttl: None, ..TableDefinition::clone(&found) };
        let described = Described { status: TableStatus::Ready, definition, coming: Vec::new() };
        Ok(Reply { described: Some(Box::new(described)), ..Reply::default() })
    }
}
