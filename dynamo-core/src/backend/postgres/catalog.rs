//! The tables that are known, so that most calls need not ask what theirs looks like.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio_postgres::Row;

use super::comment::Comment;
use super::statement::{Param, Statement};
use super::{Postgres, identifier, limits};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{IndexDefinition, KeyAttribute, KeyDefinition, Schema, TableDefinition};

/// How long a table is taken to be as it was: other programs may add indexes, or replace it.
const FRESH: Duration = Duration::from_secs(60);

/// The tables that are known, by their names.
#[derive(Default)]
pub(super) struct Catalog {
    tables: RwLock<HashMap<String, (Instant, Arc<TableDefinition>)>>,
}

impl Catalog {
    fn known(&self, table: &str) -> Option<Arc<TableDefinition>> {
        let tables = self.tables.read().unwrap_or_else(PoisonError::into_inner);
        let (seen, definition) = tables.get(table)?;
        (seen.elapsed() < FRESH).then(|| Arc::clone(definition))
    }

    fn keep(&self, definition: &Arc<TableDefinition>) {
        let mut tables = self.tables.write().unwrap_or_else(PoisonError::into_inner);
        tables.insert(definition.table.clone(), (Instant::now(), Arc::clone(definition)));
    }

    /// What is known of a table may have become wrong.
    pub(super) fn forget(&self, table: &str) {
        self.tables.write().unwrap_or_else(PoisonError::into_inner).remove(table);
    }
}

/// Whether there is such a relation, with its comment, then with those of its indexes.
const COMMENTS: &str = "SELECT found.oid IS NOT NULL, obj_description(relation.oid, 'pg_class') \
    FROM (SELECT to_regclass($1)::oid AS oid) AS found, \
    LATERAL (SELECT found.oid AS oid, 0 AS place \
        UNION ALL SELECT indexrelid, 1 FROM pg_index WHERE indrelid = found.oid AND indisvalid) AS relation \
    ORDER BY relation.place, relation.oid";

/// What is found under the name of a table.
pub(super) enum Relation {
    Nothing,
    /// A table that is none of ours, or another relation.
    Foreign,
    Table(TableDefinition),
}

impl Relation {
    pub(super) fn looking_for(table: &str) -> Statement {
        let mut comments = Statement::new(COMMENTS);
        comments.bind(Param::Text(identifier::table(table)));
        comments
    }

    pub(super) fn of(rows: &[Row], table: &str) -> Self {
        let comments = rows.iter().filter_map(|row| Comment::parse(row.try_get::<_, Option<&str>>(1).ok()??));
        match described(comments).filter(|definition| definition.table == table) {
            Some(definition) => Self::Table(definition),
            None if rows.first().is_some_and(|row| row.try_get(0).unwrap_or(false)) => Self::Foreign,
            None => Self::Nothing,
        }
    }

    pub(super) fn table(self) -> Result<TableDefinition> {
        match self {
            Self::Table(definition) => Ok(definition),
            Self::Nothing | Self::Foreign => Err(Error::new(ErrorKind::MissingTable)),
        }
    }
}

impl Postgres {
    /// What a table looks like, as far as that is known. One with another key than the type has may have been replaced since.
    pub(super) async fn table(&self, name: &str, schema: &Schema) -> Result<Arc<TableDefinition>> {
        match self.catalog.known(name) {
            Some(known) if has_key(&known, schema) => Ok(known),
            _ => self.look_at(name).await,
        }
    }

    /// What a table looks like now.
    pub(super) async fn look_at(&self, name: &str) -> Result<Arc<TableDefinition>> {
        limits::check_name(name)?;
        let rows = self.read(&Relation::looking_for(name), [name]).await?;
        let found = Relation::of(&rows, name).table().inspect_err(|_| self.catalog.forget(name))?;
        let definition = Arc::new(found);
        self.catalog.keep(&definition);
        Ok(definition)
    }

    /// An index of a table, which may have been added or replaced since the table was looked at.
    pub(super) async fn index(
        &self,
        table: &str,
        schema: &Schema,
        name: &str,
    ) -> Result<(Arc<TableDefinition>, IndexDefinition)> {
        let known = self.table(table, schema).await?;
        if let Some(index) = index_of(&known, name).filter(|index| has_index_keys(index, schema)) {
            return Ok((known, index));
        }
        let now = self.look_at(table).await?;
        match index_of(&now, name) {
            Some(index) => Ok((now, index)),
            None => Err(Error::new(ErrorKind::MissingIndex { index: name.to_owned() })),
        }
    }
}

fn index_of(definition: &TableDefinition, name: &str) -> Option<IndexDefinition> {
    definition.indexes.iter().find(|index| index.name == name).cloned()
}

fn has_index_keys(known: &IndexDefinition, schema: &Schema) -> bool {
    let index = schema.indexes.iter().find(|index| index.name == known.name);
    index.is_some_and(|index| {
        let same = |known: &[KeyDefinition], keys: &[KeyAttribute]| {
            known.len() == keys.len() && known.iter().zip(keys).all(|(known, key)| is_same(known, key))
        };
        same(&known.pk, index.pk) && same(&known.sk, index.sk)
    })
}

fn is_same(known: &KeyDefinition, key: &KeyAttribute) -> bool {
    known.name == key.name && known.key_type == key.key_type
}

fn has_key(definition: &TableDefinition, schema: &Schema) -> bool {
    is_same(&definition.pk, &schema.pk)
        && match (&definition.sk, &schema.sk) {
            (None, None) => true,
            (Some(known), Some(key)) => is_same(known, key),
            _ => false,
        }
}

fn described(comments: impl Iterator<Item = Comment>) -> Option<TableDefinition> {
    let (mut table, mut indexes) = (None, Vec::new());
    for comment in comments {
        match comment {
            Comment::Table(of) => table = Some(of.definition()?),
            Comment::Index(of) => indexes.push(of.definition()?),
        }
    }
    Some(TableDefinition { indexes, ..table? })
}
