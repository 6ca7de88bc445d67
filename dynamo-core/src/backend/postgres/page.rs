//! What a page has taken so far, and when it is full.

use tokio_postgres::Row;

use super::rows::{Found, item, unreadable};
use crate::error::{Error, Result};
use crate::evaluate::{check_condition, is_true, projected};
use crate::request::{Condition, DocumentPath, Projection, Query, Returns};
use crate::schema::{IndexDefinition, ProjectionDefinition, TableDefinition};
use crate::value::Item;

/// DynamoDB's: 1 MB of what is looked at.
const MAX_BYTES: usize = 1 << 20;
/// How many rows are asked for at most: PostgreSQL ends sooner where the page is full.
const MOST: u32 = 256;

/// What is kept of a row.
enum Kept {
    Whole,
    Part(Item),
}

/// A page on its way.
pub(super) struct Page {
    limit: Option<u32>,
    /// What an index holds of an item; `None` for all of it.
    held: Option<Projection>,
    filter: Option<Condition>,
    projection: Option<Projection>,
    is_count: bool,
    bytes: usize,
    pub(super) scanned: u32,
    pub(super) count: u64,
    whole: Vec<Row>,
    parts: Vec<Item>,
}

impl Page {
    pub(super) fn new(table: &TableDefinition, index: Option<&IndexDefinition>, query: &Query) -> Result<Self> {
        query.filter.as_ref().map(check_condition).transpose()?;
        if query.page_size == Some(0) {
            return Err(Error::invalid_request("a page has at least one row"));
        }
        let held = index.filter(|_| query.returns != Returns::WholeItems).and_then(|index| held(table, index));
        Ok(Self {
            limit: query.page_size,
            held,
            filter: query.filter.clone(),
            projection: query.projection.clone(),
            is_count: query.returns == Returns::Count,
            bytes: 0,
            scanned: 0,
            count: 0,
            whole: Vec::new(),
            parts: Vec::new(),
        })
    }

    /// Whether no row has to be looked at, and all can be counted at once.
    pub(super) fn is_only_counted(&self) -> bool {
        self.is_count && self.filter.is_none() && self.limit.is_none()
    }

    /// How many rows to ask for next, and how many bytes they may have before the last one.
    pub(super) fn wanted(&self) -> (u32, usize) {
        let rows = self.limit.map_or(MOST, |limit| MOST.min(limit - self.scanned));
        (rows, MAX_BYTES - self.bytes)
    }

    /// Looks at a row. Whether the page is full then.
    pub(super) fn take(&mut self, row: Row) -> Result<bool> {
        self.scanned += 1;
        let size: i32 = row.try_get(1).map_err(unreadable)?;
        self.bytes += usize::try_from(size).unwrap_or_default();
        if let Some(kept) = self.look(&row)? {
            self.count += 1;
            match kept {
                _ if self.is_count => {}
                Kept::Whole => self.whole.push(row),
                Kept::Part(item) => self.parts.push(item),
            }
        }
        Ok(self.is_full())
    }

    /// What is kept of a row: nothing of one that the filter leaves out.
    fn look(&self, row: &Row) -> Result<Option<Kept>> {
        let is_whole = self.held.is_none() && self.projection.is_none();
        if is_whole && self.filter.is_none() {
            return Ok(Some(Kept::Whole));
        }
        let mut item = item(row, 0)?;
        if let Some(held) = &self.held {
            item = projected(held, &item);
        }
        if !self.filter.as_ref().is_none_or(|filter| is_true(filter, &item)) {
            return Ok(None);
        }
        Ok(Some(match &self.projection {
            _ if is_whole || self.is_count => Kept::Whole,
            Some(projection) => Kept::Part(projected(projection, &item)),
            None => Kept::Part(item),
        }))
    }

    fn is_full(&self) -> bool {
        self.bytes >= MAX_BYTES || self.limit.is_some_and(|limit| self.scanned >= limit)
    }

    pub(super) fn found(self) -> Found {
        // One of the two is empty.
        if self.parts.is_empty() { Found::Whole(self.whole, 0) } else { Found::Parts(self.parts) }
    }
}

/// What an index holds: its keys, those of the table, and what it includes.
fn held(table: &TableDefinition, index: &IndexDefinition) -> Option<Projection> {
    let included = match &index.projection {
        ProjectionDefinition::All => return None,
        ProjectionDefinition::KeysOnly => &[][..],
        ProjectionDefinition::Include(names) => names,
    };
    let own = std::iter::once(&table.pk).chain(&table.sk);
    let keys = own.chain(index.pk.iter().chain(&index.sk)).map(|key| &key.name);
    Some(Projection::covering(keys.chain(included).map(|name| DocumentPath::root(name.clone()))))
}
