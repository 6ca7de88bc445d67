//! Rows under locks: nobody else writes them, or makes them, before the transaction ends.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio_postgres::Client;

use super::failure::Trouble;
use super::stated::{Keys, delete, upsert};
use super::statement::{Param, Statement};
use super::task::{Decided, Task};
use super::{identifier, rows};
use crate::schema::TableDefinition;
use crate::value::Item;

/// The locks of these tasks, each once and in the order in which everybody takes them.
pub(super) fn locks(tasks: &[Task]) -> Param {
    let locks: BTreeSet<i64> = tasks.iter().map(Task::lock).collect();
    Param::Longs(locks.into_iter().collect())
}

/// Takes the locks, and says which transaction this is. It is a statement of its own: what comes after it sees what others did before.
pub(super) async fn lock(client: &Client, tasks: &[Task]) -> Result<Option<String>, Trouble> {
    let text = "SELECT pg_current_xact_id()::text, pg_advisory_xact_lock(lock) FROM unnest($1) AS lock";
    let mut statement = Statement::new(text);
    statement.bind(locks(tasks));
    let rows = statement.run(client).await?;
    Ok(rows.first().map(|row| row.try_get(0)).transpose().map_err(rows::unreadable)?)
}

/// The items that are there, each at the place of its task.
pub(super) async fn items(client: &Client, tasks: &[Task]) -> Result<Vec<Option<Item>>, Trouble> {
    let mut items = vec![None; tasks.len()];
    for (table, places) in by_table(tasks) {
        let mut statement = Statement::default();
        let keys = places.iter().map(|at| tasks[*at].key.clone()).collect();
        let Keys { from, matched } = Keys::new(&table, keys, &mut statement);
        let name = identifier::table(&table.table);
        statement.text =
            format!("SELECT k.place, t.data::text FROM {from} JOIN {name} AS t ON {matched} FOR UPDATE OF t");
        for row in statement.run(client).await? {
            let place: i64 = row.try_get(0).map_err(rows::unreadable)?;
            let at = usize::try_from(place - 1).ok().and_then(|place| places.get(place));
            if let Some(at) = at {
                items[*at] = Some(rows::item(&row, 1)?);
            }
        }
    }
    Ok(items)
}

/// Writes and deletes rows, one statement of each kind for each table.
pub(super) async fn write(client: &Client, tasks: &[Task], decided: Vec<Decided>) -> Result<(), Trouble> {
    let mut decided: Vec<Option<Decided>> = decided.into_iter().map(Some).collect();
    for (table, places) in by_table(tasks) {
        let (mut new, mut gone) = (Vec::new(), Vec::new());
        for at in places {
            match decided[at].take() {
                Some(Decided::Written(row)) => new.push(row),
                Some(Decided::Deleted) => gone.push(tasks[at].key.clone()),
                Some(Decided::Kept) | None => {}
            }
        }
        if !new.is_empty() {
            let mut statement = Statement::default();
            statement.text = upsert(&table, new, "", &mut statement);
            statement.run(client).await?;
        }
        if !gone.is_empty() {
            let mut statement = Statement::default();
            statement.text = delete(&table, gone, "", &mut statement);
            statement.run(client).await?;
        }
    }
    Ok(())
}

/// The tables of the tasks, each with the places of its tasks.
fn by_table(tasks: &[Task]) -> Vec<(Arc<TableDefinition>, Vec<usize>)> {
    let mut tables: Vec<(Arc<TableDefinition>, Vec<usize>)> = Vec::new();
    for (at, task) in tasks.iter().enumerate() {
        match tables.iter_mut().find(|(table, _)| table.table == task.table.table) {
            Some((_, places)) => places.push(at),
            None => tables.push((Arc::clone(&task.table), vec![at])),
        }
    }
    tables
}
