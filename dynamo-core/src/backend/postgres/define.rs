//! Tables are made and changed by statements that are all carried out, or none, while nobody else changes the same table.

use super::Postgres;
use super::catalog::{Found, lock_definition};
use super::failure::Trouble;
use super::outcome::{Ended, commit};
use super::session::{Patience, Session};
use crate::error::Result;
use crate::response::Reply;

/// The statements that make what is found into what is meant.
type Change<'c> = &'c (dyn Fn(Found) -> Result<Vec<String>> + Sync);

impl Postgres {
    pub(super) async fn define(&self, table: &str, change: Change<'_>) -> Result<Reply> {
        let mut patience = Patience::default();
        let done = loop {
            let trouble = match self.try_to_define(table, change).await {
                Ok(()) => break Ok(Reply::default()),
                Err(trouble) => trouble,
            };
            if let Err(trouble) = patience.wait(trouble).await {
                break Err(trouble.of_write());
            }
        };
        self.catalog.forget(table);
        done
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
    let id = lock_definition(client, table).await.map_err(Trouble::before_commit)?;
    let found = Found::looking_for(table).run(client).await.map_err(Trouble::before_commit)?;
    for statement in change(Found::of(&found, table))? {
        client.batch_execute(&statement).await.map_err(Trouble::before_commit)?;
    }
    Ok(commit(transaction, id, ()).await)
}
