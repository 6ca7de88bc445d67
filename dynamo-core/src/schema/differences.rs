use std::fmt;

use super::{
    IndexDefinition, KeyDefinition, KeyRole, ProjectionDefinition, TableDefinition, TableDifference, TableRemark,
};

/// What sets a table apart from its model: [`Db::verify_table`](crate::Db::verify_table).
///
/// Its text has a line for each difference and each remark.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Order>().await?;
/// # for id in 1..=5 { db.put(&order(id)).await?; }
/// let found = db.verify_table::<Order>().await?;
/// assert!(found.is_empty() && found.remarks().is_empty());
/// assert_eq!(found.table(), "orders");
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "this is the answer"]
pub struct TableDifferences {
    table: String,
    differences: Vec<TableDifference>,
    remarks: Vec<TableRemark>,
}

impl TableDefinition {
    /// What sets a table that is there apart from this definition. How it is paid for is not looked at, nor is its stream unless one is
    /// asked for.
    pub fn differences(&self, found: &Self) -> TableDifferences {
        let mut all = TableDifferences { table: found.table.clone(), differences: Vec::new(), remarks: Vec::new() };
        all.key(KeyRole::Partition, Some(&found.pk), Some(&self.pk));
        all.key(KeyRole::Sort, found.sk.as_ref(), self.sk.as_ref());
        for wanted in &self.indexes {
            match found.indexes.iter().find(|index| index.name == wanted.name) {
                Some(index) => all.index(InTable(found, index), InTable(self, wanted)),
                None => all.differences.push(TableDifference::MissingIndex { wanted: wanted.clone() }),
            }
        }
        let is_unknown = |index: &&IndexDefinition| !self.indexes.iter().any(|known| known.name == index.name);
        let unknown = found.indexes.iter().filter(is_unknown);
        all.remarks.extend(unknown.map(|index| TableRemark::UnknownIndex { found: index.clone() }));
        all.ttl(found.ttl.clone(), self.ttl.clone());
        match (found.stream, self.stream) {
            (None, Some(wanted)) => all.differences.push(TableDifference::StreamOff { wanted }),
            (Some(found), Some(wanted)) if found != wanted => {
                all.differences.push(TableDifference::OtherStream { found, wanted });
            }
            _ => {}
        }
        all
    }

    /// What an index holds beside its keys and the table's, which every index has; `None` is everything.
    fn included<'d>(&self, index: &'d IndexDefinition) -> Option<Vec<&'d String>> {
        match &index.projection {
            ProjectionDefinition::All => None,
            ProjectionDefinition::KeysOnly => Some(Vec::new()),
            ProjectionDefinition::Include(names) => {
                Some(names.iter().filter(|name| !self.has_key(index, name)).collect())
            }
        }
    }

    /// Whether an attribute is a key of the table or of this index of it.
    fn has_key(&self, index: &IndexDefinition, name: &str) -> bool {
        let of_table = std::iter::once(&self.pk).chain(&self.sk);
        of_table.chain(&index.pk).chain(&index.sk).any(|key| key.name == name)
    }
}

/// An index, and the table it is of.
#[derive(Clone, Copy)]
struct InTable<'d>(&'d TableDefinition, &'d IndexDefinition);

impl TableDifferences {
    /// Whether the table serves its model. Remarks do not count.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty()
    }

    /// What has to be changed, in the table or in the model: keys first, then indexes in the model's order, time to live and stream.
    #[must_use]
    pub fn differences(&self) -> &[TableDifference] {
        &self.differences
    }

    /// What the table has beyond the model, to its use or at least without harm: indexes of others, indexes that hold more than is asked for.
    #[must_use]
    pub fn remarks(&self) -> &[TableRemark] {
        &self.remarks
    }

    /// The name of the table that was looked at.
    #[must_use]
    pub fn table(&self) -> &str {
        &self.table
    }

    fn key(&mut self, role: KeyRole, found: Option<&KeyDefinition>, wanted: Option<&KeyDefinition>) {
        match (found, wanted) {
            (Some(found), Some(wanted)) if found == wanted => {}
            (Some(found), Some(wanted)) if found.name == wanted.name => {
                let (found, wanted) = (found.clone(), wanted.clone());
                self.differences.push(TableDifference::KeyType { role, found, wanted });
            }
            (None, None) => {}
            (found, wanted) => {
                let (found, wanted) = (found.cloned(), wanted.cloned());
                self.differences.push(TableDifference::Key { role, found, wanted });
            }
        }
    }

    fn index(&mut self, in_table: InTable<'_>, in_model: InTable<'_>) {
        let (found, wanted) = (in_table.1, in_model.1);
        if found.local != wanted.local {
            return self.differences.push(TableDifference::IndexKind { found: found.clone() });
        }
        if (&found.pk, &found.sk) != (&wanted.pk, &wanted.sk) {
            let (found, wanted) = (found.clone(), wanted.clone());
            self.differences.push(TableDifference::IndexKeys { found, wanted });
        }
        self.projection(in_table, in_model);
    }

    fn projection(&mut self, in_table: InTable<'_>, in_model: InTable<'_>) {
        let (InTable(table, found), InTable(model, wanted)) = (in_table, in_model);
        let both = || (found.clone(), wanted.clone());
        let (held, asked) = (table.included(found), model.included(wanted));
        let Some(asked) = asked else {
            if held.is_some() {
                let (found, wanted) = both();
                self.differences.push(TableDifference::Projection { found, wanted, missing: Vec::new() });
            }
            return;
        };
        let missing = |held: &Vec<&String>| {
            let is_missing = |name: &&&String| !held.contains(name) && !table.has_key(found, name);
            asked.iter().filter(is_missing).map(|name| (*name).clone()).collect::<Vec<_>>()
        };
        let is_more = |name: &&String| !asked.contains(name) && !model.has_key(wanted, name);
        let missing = held.as_ref().map(missing).unwrap_or_default();
        if !missing.is_empty() {
            let (found, wanted) = both();
            self.differences.push(TableDifference::Projection { found, wanted, missing });
        } else if held.is_none_or(|held| held.iter().any(is_more)) {
            let (found, wanted) = both();
            self.remarks.push(TableRemark::WiderProjection { found, wanted });
        }
    }

    fn ttl(&mut self, found: Option<String>, wanted: Option<String>) {
        match (found, wanted) {
            (None, Some(wanted)) => self.differences.push(TableDifference::TtlOff { wanted }),
            (Some(found), Some(wanted)) if found != wanted => {
                self.differences.push(TableDifference::OtherTtl { found, wanted });
            }
            (Some(found), None) => self.remarks.push(TableRemark::UnknownTtl { found }),
            _ => {}
        }
    }
}

impl fmt::Display for TableDifferences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.differences.len() {
            0 => write!(f, "table `{}` is as the model says", self.table)?,
            _ => write!(f, "table `{}` is not as the model says", self.table)?,
        }
        self.differences.iter().try_for_each(|difference| write!(f, "\n- {difference}"))?;
        self.remarks.iter().try_for_each(|remark| write!(f, "\n- no harm: {remark}"))
    }
}
