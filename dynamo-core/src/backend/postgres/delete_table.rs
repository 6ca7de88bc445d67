use super::{Postgres, identifier};
use crate::error::Result;
use crate::request::DeleteTable;
use crate::response::Reply;

impl Postgres {
    /// Only what was created as a table of ours is deleted.
    pub(super) async fn delete_table(&self, request: DeleteTable) -> Result<Reply> {
        let drop = |table: &str| vec![format!("DROP TABLE {}", identifier::table(table))];
        self.define(&request.table, &|found| Ok(drop(&found.table()?.table))).await
    }
}
