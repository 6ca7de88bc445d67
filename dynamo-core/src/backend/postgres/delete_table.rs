use super::{Postgres, identifier};
use crate::error::Result;
use crate::request::DeleteTable;
use crate::response::Reply;

impl Postgres {
    /// Only what was created as a table of ours is deleted.
    pub(super) async fn delete_table(&self, request: DeleteTable) -> Result<Reply> {
        let definition = self.look_at(&request.table).await?;
        let statement = format!("DROP TABLE {}", identifier::table(&definition.table));
        let done = self.define(&request.table, &[statement]).await;
        self.catalog.forget(&request.table);
        done?;
        Ok(Reply::default())
    }
}
