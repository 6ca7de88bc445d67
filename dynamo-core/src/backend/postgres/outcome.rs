//! What has become of a transaction whose `COMMIT` was not answered: PostgreSQL knows, and is asked over another connection.

use super::Postgres;
use super::failure::{Again, Trouble};
use super::session::Patience;
use super::statement::{Param, Statement};
use crate::error::{Error, ErrorKind};

/// `NULL` when it is too long ago. A standby may not have heard of it yet, and is not asked.
const STATUS: &str = "SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_xact_status($1::xid8) END";

impl Postgres {
    /// Makes of a `COMMIT` that was not answered one that was carried out, or one that was not and is done again; what it is when nobody knows.
    pub(super) async fn settled(&self, trouble: Trouble, transaction: Option<&str>) -> Result<(), Trouble> {
        let (Again::Broken, Some(transaction)) = (trouble.again, transaction) else { return Err(trouble) };
        match self.is_committed(transaction).await {
            Some(true) => Ok(()),
            Some(false) => Err(trouble.not_committed()),
            None => Err(trouble),
        }
    }

    /// Asks until the transaction has ended: the server may still be at it, or not know yet that its connection is gone.
    async fn is_committed(&self, transaction: &str) -> Option<bool> {
        let mut status = Statement::new(STATUS);
        status.bind(Param::Text(transaction.to_owned()));
        let mut patience = Patience::default();
        loop {
            let trouble = match self.once(&status).await {
                Ok(rows) => match rows.first()?.try_get::<_, Option<&str>>(0).ok()?? {
                    "committed" => return Some(true),
                    "aborted" => return Some(false),
                    _ => Trouble { error: Error::new(ErrorKind::Unavailable), again: Again::Yes },
                },
                Err(trouble) if trouble.again == Again::No => return None,
                // More patient than with what can simply fail: only the server knows.
                Err(trouble) => Trouble { again: Again::Yes, ..trouble },
            };
            patience.wait(trouble, true).await.ok()?;
        }
    }
}
