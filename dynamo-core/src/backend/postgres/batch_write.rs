use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::Postgres;
use super::failure::Trouble;
use super::limits;
use super::outcome::{Ended, commit};
use super::row_key::RowKey;
use super::session::{Session, patiently};
use super::stated::{NewRow, delete, upsert};
use super::statement::{Param, Statement};
use crate::error::{Error, Result};
use crate::request::{BatchWrite, Write};
use crate::response::Reply;
use crate::schema::TableDefinition;

/// The writes to one table.
struct OfTable {
    table: Arc<TableDefinition>,
    new: Vec<NewRow>,
    gone: Vec<RowKey>,
}

impl Postgres {
    /// One statement for all of it. It is a transaction of its own, so that what has become of it can be asked: sent twice it could come
    /// behind what somebody has written meanwhile.
    pub(super) async fn batch_write(&self, request: BatchWrite) -> Result<Reply> {
        let mut tables: Vec<OfTable> = Vec::new();
        let mut locks = BTreeSet::new();
        let mut seen = HashSet::new();
        for write in request.writes {
            let table = self.table(write.table(), write.schema()).await?;
            let at = match tables.iter().position(|known| known.table.table == table.table) {
                Some(at) => at,
                None => {
                    tables.push(OfTable { table: Arc::clone(&table), new: Vec::new(), gone: Vec::new() });
                    tables.len() - 1
                }
            };
            let key = tables[at].add(write)?;
            if !seen.insert((at, key.identity())) {
                return Err(Error::invalid_request("a batch has two writes of one item"));
            }
            locks.insert(key.lock(&table.table));
        }
        let names: Vec<String> = tables.iter().map(|of| of.table.table.clone()).collect();
        let statement = stated(locks, tables);
        let written = patiently!(self.committed(&statement).await);
        written.map_err(|trouble| self.noted(trouble.of_write(), names.iter().map(String::as_str)))?;
        Ok(Reply::default())
    }

    async fn committed(&self, statement: &Statement) -> Result<(), Trouble> {
        let mut session = self.session().await?;
        let ended = carried_out(&mut session, statement).await;
        session.end();
        self.known(ended?).await
    }
}

async fn carried_out(session: &mut Session, statement: &Statement) -> Result<Ended<()>, Trouble> {
    let transaction = session.begin().await?;
    let rows = statement.run(transaction.client()).await.map_err(Trouble::before_commit)?;
    let id = rows.first().and_then(|row| row.try_get(0).ok());
    Ok(commit(transaction, id, ()).await)
}

impl OfTable {
    fn add(&mut self, write: Write) -> Result<RowKey> {
        match write {
            Write::Put { schema, item, .. } => {
                let item = item.to_item();
                let key = RowKey::of(&self.table, |name| item.get(name))?;
                limits::check_item(&self.table, &item)?;
                self.new.push(NewRow::new(key.clone(), schema, &item)?);
                Ok(key)
            }
            Write::Delete { key, .. } => {
                let key = RowKey::named(&self.table, &key)?;
                self.gone.push(key.clone());
                Ok(key)
            }
        }
    }
}

/// All locks are taken before the first row is touched: each part reads the one row of `locked`, which comes when all of them are counted.
fn stated(locks: BTreeSet<i64>, tables: Vec<OfTable>) -> Statement {
    let mut statement = Statement::default();
    let locks = statement.bind(Param::Longs(locks.into_iter().collect()));
    let mut text = format!(
        "WITH locked AS MATERIALIZED \
         (SELECT count(pg_advisory_xact_lock(lock)::text) FROM unnest({locks}) AS lock)"
    );
    for (number, OfTable { table, new, gone }) in tables.into_iter().enumerate() {
        if !gone.is_empty() {
            let gone = delete(&table, gone, ", locked", &mut statement);
            text += &format!(", gone{number} AS ({gone})");
        }
        if !new.is_empty() {
            let new = upsert(&table, new, ", locked", &mut statement);
            text += &format!(", new{number} AS ({new})");
        }
    }
    statement.text = text + " SELECT pg_current_xact_id()::text FROM locked";
    statement
}
