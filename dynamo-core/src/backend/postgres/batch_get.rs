use std::sync::Arc;

use super::Postgres;
use super::row_key::RowKey;
use super::rows::{Found, unreadable};
use super::stated;
use crate::error::Result;
use crate::request::{BatchGet, Projection, TableKeys};
use crate::response::{Reply, Rows};
use crate::schema::TableDefinition;

impl Postgres {
    pub(super) async fn batch_get(&self, request: BatchGet, rows: Option<&Rows>) -> Result<Reply> {
        self.items(request.tables, rows).await
    }

    /// The items of these keys, as they all are at one moment.
    pub(super) async fn items(&self, tables: Vec<TableKeys>, rows: Option<&Rows>) -> Result<Reply> {
        let mut asked: Vec<(Arc<TableDefinition>, Vec<RowKey>)> = Vec::new();
        let mut projections: Vec<Option<Projection>> = Vec::new();
        for keys in tables {
            let table = self.table(&keys.table, keys.schema).await?;
            let named = keys.keys.iter().map(|key| RowKey::named(&table, key)).collect::<Result<_>>()?;
            asked.push((table, named));
            projections.push(keys.projection);
        }
        let names = asked.iter().map(|(table, _)| table.table.as_str());
        let found = self.read(&stated::read(&asked), names).await?;
        let mut by_table: Vec<_> = asked.iter().map(|_| Vec::new()).collect();
        for row in found {
            let number: i32 = row.try_get(0).map_err(unreadable)?;
            if let Some(of_table) = usize::try_from(number).ok().and_then(|number| by_table.get_mut(number)) {
                of_table.push(row);
            }
        }
        let mut reply = Reply::default();
        let Some(rows) = rows else { return Ok(reply) };
        rows.begin();
        for ((of_table, projection), (table, _)) in by_table.into_iter().zip(projections).zip(&asked) {
            let found = Found::of(of_table, 1, projection.as_ref())?;
            reply.count += found.hand_over(&table.table, rows)?;
        }
        rows.commit();
        Ok(reply)
    }
}
