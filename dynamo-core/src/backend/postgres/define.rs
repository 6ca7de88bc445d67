//! Tables are made and changed by statements that are all carried out, or none, while nobody else changes the same table.

use tokio_postgres::Client;

use super::Postgres;
use super::catalog::Relation;
use super::failure::Trouble;
use super::identifier;
use super::outcome::{Ended, commit};
use super::session::{Session, patiently};
use super::statement::{Param, Statement};
use crate::error::Result;
use crate::response::Reply;

/// The statements that make what is found into what is meant.
type Change<'c> = &'c (dyn Fn(Relation) -> Result<Vec<String>> + Sync);

impl Postgres {
    pub(super) async fn define(&self, table: &str, change: Change<'_>) -> Result<Reply> {
        let defined = patiently!(self.try_to_define(table, change).await);
        self.catalog.forget(table);
        defined.map_err(Trouble::of_write)?;
        Ok(Reply::default())
    }

    async fn try_to_define(&self, table: &str, change: Change<'_>) -> Result<(), Trouble> {
        let mut session = self.session().await?;
        let ended = defined(&mut session, table, change).await;
        session.end();
        self.known(ended?).await
    }
}

async fn defined(session: &mut Session, table: &str, change: Change<'_>) -> Result<Ended<()>, Trouble> {
    let transaction = session.begin().await?;
    let client = transaction.client();
    let id = lock(client, table).await.map_err(Trouble::before_commit)?;
    let found = Relation::looking_for(table).run(client).await.map_err(Trouble::before_commit)?;
    for statement in change(Relation::of(&found, table))? {
        client.batch_execute(&statement).await.map_err(Trouble::before_commit)?;
    }
    Ok(commit(transaction, id, ()).await)
}

/// Keeps others from changing this table meanwhile, to the end of the transaction, and says which transaction that is.
async fn lock(client: &Client, table: &str) -> Result<Option<String>, tokio_postgres::Error> {
    let mut lock = Statement::new("SELECT pg_current_xact_id()::text, pg_advisory_xact_lock(hashtextextended($1, 0))");
    lock.bind(Param::Text(identifier::table(table)));
    lock.run(client).await?.first().map(|row| row.try_get(0)).transpose()
}
