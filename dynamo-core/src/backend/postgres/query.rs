use tokio_postgres::Row;

use super::Postgres;
use super::page::Page;
use super::plan::Plan;
use super::rows::{json, unreadable};
use crate::error::Result;
use crate::request::Query;
use crate::response::{Reply, Rows};
use crate::value::Item;

impl Postgres {
    pub(super) async fn query(&self, mut request: Query, rows: Option<&Rows>) -> Result<Reply> {
        let mut behind = request.start.take();
        let (plan, mut page) = self.planned(&request).await?;
        if page.is_only_counted() {
            return self.counted(&plan, behind.as_ref(), &request.table).await;
        }
        let mut is_full = false;
        while !is_full {
            let wanted = page.wanted();
            let Some(statement) = plan.statement(behind.as_ref(), wanted)? else { break };
            let found = self.read(&statement, [&*request.table]).await?;
            // Where the bytes have ended it, the page is full.
            let is_last = found.len() < wanted.0 as usize;
            if let Some(last) = found.last() {
                behind = Some(place(last, &request)?);
            }
            for row in found {
                is_full = page.take(row)?;
            }
            if is_last && !is_full {
                break;
            }
        }
        let (count, scanned) = (page.count, page.scanned.into());
        if let Some(rows) = rows {
            rows.begin();
            page.found().hand_over(&request.table, rows)?;
            rows.commit();
        }
        Ok(Reply { count, scanned, cursor: behind.filter(|_| is_full), ..Reply::default() })
    }

    /// The number of rows is enough, and no row has to be looked at for it: there is one page.
    async fn counted(&self, plan: &Plan, behind: Option<&Item>, table: &str) -> Result<Reply> {
        let Some(statement) = plan.count(behind)? else { return Ok(Reply::default()) };
        let rows = self.read(&statement, [table]).await?;
        let count: i64 = rows.first().map_or(Ok(0), |row| row.try_get(0)).map_err(unreadable)?;
        let count = u64::try_from(count).unwrap_or_default();
        Ok(Reply { count, scanned: count, ..Reply::default() })
    }

    async fn planned(&self, request: &Query) -> Result<(Plan, Page)> {
        let (table, index) = match request.index {
            None => (self.table(&request.table, request.schema).await?, None),
            Some(name) => {
                let (table, index) = self.index(&request.table, request.schema, name).await?;
                (table, Some(index))
            }
        };
        let page = Page::new(&table, index.as_ref(), request)?;
        Ok((Plan::new(table, index, request)?, page))
    }

    /// How PostgreSQL reads the first page of a query or a scan: the lines of its `EXPLAIN`. The plain request of a query is its `.request()`.
    /// Conditions are left out where a key is sensitive.
    ///
    /// # Errors
    /// When the query cannot be planned.
    pub async fn explain(&self, request: &Query) -> Result<Vec<String>> {
        let (plan, page) = self.planned(request).await?;
        let Some(mut statement) = plan.statement(request.start.as_ref(), page.wanted())? else { return Ok(Vec::new()) };
        statement.text.insert_str(0, "EXPLAIN ");
        let lines = self.read(&statement, [&*request.table]).await?;
        let lines = lines.iter().filter_map(|row| row.try_get::<_, String>(0).ok());
        let is_secret = request.schema.key_attributes().any(|key| request.schema.is_sensitive(key.name));
        Ok(lines.map(|line| if is_secret { without_values(line) } else { line }).collect())
    }
}

/// Plans show the values of conditions behind a colon, and nothing else there.
fn without_values(line: String) -> String {
    match line.split_once(": ") {
        Some((what, _)) => format!("{what}: hidden"),
        None => line,
    }
}

/// The attributes that a row's place is known by.
fn place(row: &Row, request: &Query) -> Result<Item> {
    Ok(json(row, 0)?.row().attributes(&request.place_attributes())?)
}
