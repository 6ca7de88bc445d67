use super::Postgres;
use crate::error::Result;
use crate::request::TransactGet;
use crate::response::{Reply, Rows};

impl Postgres {
    /// One statement sees one moment.
    pub(super) async fn transact_get(&self, request: TransactGet, rows: Option<&Rows>) -> Result<Reply> {
        request.check()?;
        self.items(request.tables, rows).await
    }
}
