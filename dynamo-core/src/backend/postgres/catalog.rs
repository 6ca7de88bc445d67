//! The tables that are known, so that most calls need not ask what theirs looks like.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use tokio_postgres::Client;

use super::comment::Comment;
use super::statement::{Param, Statement};
use super::{Postgres, identifier, limits};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{IndexDefinition, KeyAttribute, KeyDefinition, Schema, TableDefinition};

/// The tables that are known, by their names.
#[derive(Default)]
pub(super) struct Catalog {
    tables: RwLock<HashMap<String, Arc<TableDefinition>>>,
}

impl Catalog {
    fn known(&self, table: &str) -> Option<Arc<TableDefinition>> {
        self.tables.read().unwrap_or_else(PoisonError::into_inner).get(table).cloned()
    }

    fn keep(&self, definition: &Arc<TableDefinition>) {
        let mut tables = self.tables.write().unwrap_or_else(PoisonError::into_inner);
        tables.insert(definition.table.clone(), Arc::clone(definition));
    }

    /// What is known of a table may have become wrong.
    pub(super) fn forget(&self, table: &str) {
        self.tables.write().unwrap_or_else(PoisonError::into_inner).remove(table);
    }
}

/// The table's comment first, then those of its indexes.
const COMMENTS: &str = "SELECT obj_description(relation.oid, 'pg_class') \
    FROM (SELECT to_regclass($1)::oid AS oid) AS found, \
    LATERAL (SELECT found.oid AS oid, 0 AS place \
        UNION ALL SELECT indexrelid, 1 FROM pg_index WHERE indrelid = found.oid AND indisvalid) AS relation \
    ORDER BY relation.place, relation.oid";

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
        let mut comments = Statement::new(COMMENTS);
        comments.bind(Param::Text(identifier::table(name)));
        let rows = self.read(&comments, name).await?;
        let comments = rows.iter().filter_map(|row| Comment::parse(row.get::<_, Option<&str>>(0)?));
        match described(comments).filter(|definition| definition.table == name) {
            Some(definition) => {
                let definition = Arc::new(definition);
                self.catalog.keep(&definition);
                Ok(definition)
            }
            None => {
                self.catalog.forget(name);
                Err(Error::new(ErrorKind::MissingTable))
            }
        }
    }

    /// An index of a table, which may have been added since the table was looked at.
    pub(super) async fn index(
        &self,
        table: &str,
        schema: &Schema,
        name: &str,
    ) -> Result<(Arc<TableDefinition>, IndexDefinition)> {
        let find = |definition: Arc<TableDefinition>| {
            let index = definition.indexes.iter().find(|index| index.name == name).cloned();
            index.map(|index| (definition, index))
        };
        if let Some(found) = find(self.table(table, schema).await?) {
            return Ok(found);
        }
        find(self.look_at(table).await?).ok_or_else(|| Error::new(ErrorKind::MissingIndex { index: name.to_owned() }))
    }
}

fn has_key(definition: &TableDefinition, schema: &Schema) -> bool {
    let is = |known: &KeyDefinition, key: &KeyAttribute| known.name == key.name && known.key_type == key.key_type;
    is(&definition.pk, &schema.pk)
        && match (&definition.sk, &schema.sk) {
            (None, None) => true,
            (Some(known), Some(key)) => is(known, key),
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

/// Puts a comment on a relation: `TABLE "orders"`.
pub(super) fn comment_on(relation: &str, comment: &Comment) -> String {
    format!("COMMENT ON {relation} IS {}", identifier::literal(&comment.text()))
}

/// Keeps others from changing this table meanwhile, to the end of the transaction.
pub(super) async fn lock_definition(client: &Client, table: &str) -> Result<(), tokio_postgres::Error> {
    let mut lock = Statement::new("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))");
    lock.bind(Param::Text(identifier::table(table)));
    lock.run(client).await.map(drop)
}
