//! What has become of a transaction whose `COMMIT` was not answered: PostgreSQL knows, and is asked over another connection.

use std::time::{Duration, Instant};

use deadpool_postgres::Transaction;

use super::Postgres;
use super::failure::{Again, Trouble};
use super::statement::{Param, Statement};

/// `NULL` when it is too long ago. A standby may not have heard of it yet, and is not asked.
const STATUS: &str = "SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_xact_status($1::xid8) END";

/// How long PostgreSQL is asked: a restart takes some seconds.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long it is left alone between.
const PAUSE: Duration = Duration::from_millis(50);

/// What a transaction has come to.
pub(super) enum Ended<T> {
    Known(T),
    /// Its `COMMIT` was not answered.
    Unanswered {
        trouble: Trouble,
        /// The transaction's own number.
        id: Option<String>,
        /// What it has come to if it was carried out.
        meant: T,
    },
}

/// Carries a transaction out.
pub(super) async fn commit<T>(transaction: Transaction<'_>, id: Option<String>, meant: T) -> Ended<T> {
    match transaction.commit().await {
        Ok(()) => Ended::Known(meant),
        Err(lost) => Ended::Unanswered { trouble: lost.into(), id, meant },
    }
}

impl Postgres {
    /// Makes of a `COMMIT` that was not answered one that was carried out, or one that was not and is done again; what it is when nobody knows.
    pub(super) async fn known<T>(&self, ended: Ended<T>) -> Result<T, Trouble> {
        let (trouble, id, meant) = match ended {
            Ended::Known(done) => return Ok(done),
            Ended::Unanswered { trouble, id, meant } => (trouble, id, meant),
        };
        let (Again::Broken, Some(id)) = (trouble.again, id) else { return Err(trouble) };
        match self.is_committed(&id).await {
            Some(true) => Ok(meant),
            Some(false) => Err(trouble.not_committed()),
            None => Err(trouble),
        }
    }

    /// Asks until the transaction has ended: the server may still be at it, not know yet that its connection is gone, or be on its way up again.
    async fn is_committed(&self, transaction: &str) -> Option<bool> {
        let mut status = Statement::new(STATUS);
        status.bind(Param::Text(transaction.to_owned()));
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            match self.once(&status).await {
                Ok(rows) => match rows.first()?.try_get::<_, Option<&str>>(0).ok()?? {
                    "committed" => return Some(true),
                    "aborted" => return Some(false),
                    _ => {}
                },
                Err(trouble) if trouble.again == Again::No => return None,
                Err(_) => {}
            }
            tokio::time::sleep(PAUSE).await;
        }
        None
    }
}
