//! Connections: each call has one for as long as it takes, and again where that helps.

use std::time::Duration;

use deadpool_postgres::{Client, Transaction};
use tokio_postgres::{IsolationLevel, Row};

use super::Postgres;
use super::failure::{Again, Trouble, is_of_the_table};
use super::statement::Statement;
use crate::error::{Error, Result};

/// How often something is done that others are in the way of.
const ATTEMPTS: u32 = 10;
/// How often something is sent over a connection that breaks. One that the server has closed meanwhile is noticed by using it.
const CONNECTIONS: u32 = 4;
/// The longest first pause; doubled after each.
const PAUSE: Duration = Duration::from_millis(5);

/// How often a call has been tried.
#[derive(Default)]
pub(super) struct Patience {
    attempts: u32,
    unsent: u32,
}

impl Patience {
    /// Waits until it is time to do it again, or says that it is not: what may have been carried out is not.
    pub(super) async fn wait(&mut self, trouble: Trouble) -> Result<(), Trouble> {
        self.attempts += 1;
        let may = match trouble.again {
            Again::No | Again::Broken => false,
            Again::Yes => self.attempts < ATTEMPTS,
            Again::Unsent => {
                self.unsent += 1;
                self.unsent < CONNECTIONS
            }
        };
        if !may {
            return Err(trouble);
        }
        let doubled = PAUSE * 2_u32.pow(self.attempts.min(8));
        tokio::time::sleep(doubled.mul_f64(fastrand::f64())).await;
        Ok(())
    }
}

/// Tries again for as long as that helps. No function: what the future of an async closure is cannot be promised to be `Send`.
macro_rules! patiently {
    ($attempt:expr) => {{
        let mut patience = $crate::backend::postgres::session::Patience::default();
        loop {
            match $attempt {
                Ok(done) => break Ok(done),
                Err(trouble) => {
                    if let Err(trouble) = patience.wait(trouble).await {
                        break Err(trouble);
                    }
                }
            }
        }
    }};
}

pub(super) use patiently;

/// A connection for one call.
///
/// A call that is given up may leave it waiting for somebody's lock: then it does not go back to the pool, where the next call would wait behind it,
/// but is closed as soon as the server has come to its end.
pub(super) struct Session {
    /// `None` only while it is dropped.
    client: Option<Client>,
    ended: bool,
}

impl Session {
    pub(super) fn client(&self) -> &Client {
        self.client.as_ref().expect("it is taken when it is dropped")
    }

    pub(super) async fn begin(&mut self) -> Result<Transaction<'_>, Trouble> {
        let client = self.client.as_mut().expect("it is taken when it is dropped");
        let begun = client.build_transaction().isolation_level(IsolationLevel::ReadCommitted).start();
        begun.await.map_err(Trouble::before_commit)
    }

    /// The call has come to its end, whatever that was.
    pub(super) fn end(mut self) {
        self.ended = true;
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(client) = self.client.take().filter(|_| !self.ended) {
            drop(Client::take(client));
        }
    }
}

impl Postgres {
    pub(super) async fn session(&self) -> Result<Session, Trouble> {
        Ok(Session { client: Some(self.pool.get().await?), ended: false })
    }

    /// Carries out one statement that changes nothing.
    pub(super) async fn read<'t>(
        &self,
        statement: &Statement,
        tables: impl IntoIterator<Item = &'t str>,
    ) -> Result<Vec<Row>> {
        // It changes nothing, however often it is carried out.
        let rows = patiently!(self.once(statement).await.map_err(Trouble::not_committed));
        rows.map_err(|trouble| self.noted(trouble.error, tables))
    }

    pub(super) async fn once(&self, statement: &Statement) -> Result<Vec<Row>, Trouble> {
        let session = self.session().await?;
        let rows = statement.run(session.client()).await;
        session.end();
        Ok(rows?)
    }

    /// Forgets what is known of tables that are no longer as they were.
    pub(super) fn noted<'t>(&self, error: Error, tables: impl IntoIterator<Item = &'t str>) -> Error {
        if is_of_the_table(&error) {
            tables.into_iter().for_each(|table| self.catalog.forget(table));
        }
        error
    }
}
