use super::failure::failure;
use super::{Aws, send};
use crate::error::Result;
use crate::request::DeleteTable;
use crate::response::Reply;

impl Aws {
    pub(super) async fn delete_table(&self, request: DeleteTable) -> Result<Reply> {
        let call = self.client.delete_table().table_name(request.table);
        send!(self, call).map_err(failure)?;
        Ok(Reply::default())
    }
}
