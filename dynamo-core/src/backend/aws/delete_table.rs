use super::attempts::Attempts;
use super::failure::failure;
use super::{Aws, send_write};
use crate::error::Result;
use crate::request::{DeleteTable, Repetition};
use crate::response::Reply;

impl Aws {
    pub(super) async fn delete_table(&self, request: DeleteTable) -> Result<Reply> {
        let call = self.client.delete_table().table_name(request.table);
        let attempts = Attempts::watched(Repetition::Harmless);
        match send_write!(self, call, Some(&attempts)).map_err(failure) {
            // An earlier attempt has deleted it.
            Err(gone) if attempts.any_lost() && gone.is_missing_table() => Ok(Reply::default()),
            sent => sent.map(|_| Reply::default()),
        }
    }
}
