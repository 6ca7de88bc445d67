use super::catalog::Relation;
use super::column::sql_type;
use super::comment::Comment;
use super::{Postgres, expression, identifier, limits};
use crate::backend::Feature;
use crate::error::{Error, ErrorKind, Result};
use crate::request::CreateTable;
use crate::response::Reply;
use crate::schema::{IndexDefinition, TableDefinition};

impl Postgres {
    pub(super) async fn create_table(&self, request: CreateTable) -> Result<Reply> {
        // How items expire is said by a request of its own.
        let definition = TableDefinition { ttl: None, ..request.definition };
        limits::check_name(&definition.table)?;
        if definition.stream.is_some() {
            return Err(limits::lacks(Feature::Streams));
        }
        self.define(&definition.table, &|found| match found {
            Relation::Nothing => Ok(made(&definition)),
            Relation::Table(_) => Err(Error::new(ErrorKind::AlreadyExists)),
            Relation::Foreign => Err(foreign(&definition.table)),
        })
        .await
    }
}

/// Somebody else's: it is left as it is.
fn foreign(table: &str) -> Error {
    Error::invalid_request(format!("there is a relation \"{table}\" that was not made as a table of DynamoDB's kind"))
}

fn made(definition: &TableDefinition) -> Vec<String> {
    let mut statements = vec![table(definition)];
    statements.extend(definition.indexes.iter().flat_map(|index| indexed(definition, index)));
    statements.push(remembered(definition));
    statements
}

/// Puts down what a table looks like.
pub(super) fn remembered(definition: &TableDefinition) -> String {
    Comment::of_table(definition).on(&format!("TABLE {}", identifier::table(&definition.table)))
}

fn table(definition: &TableDefinition) -> String {
    let name = identifier::table(&definition.table);
    let pk = sql_type(definition.pk.key_type);
    let (column, key) = match &definition.sk {
        None => (String::new(), "pk"),
        Some(sk) => (format!("sk {} NOT NULL, ", sql_type(sk.key_type)), "pk, sk"),
    };
    format!(
        "CREATE TABLE {name} (pk {pk} NOT NULL, {column}bucket INTEGER NOT NULL, identity BYTEA NOT NULL, \
         size INTEGER NOT NULL, schema_version TEXT, data JSONB NOT NULL, PRIMARY KEY ({key})); \
         CREATE INDEX {} ON {name} (bucket, {key})",
        identifier::index(&definition.table, "")
    )
}

/// An index, and its comment. It holds the rows that have all of its keys; those with equal ones are in the order of their identities.
pub(super) fn indexed(definition: &TableDefinition, index: &IndexDefinition) -> Vec<String> {
    let name = identifier::index(&definition.table, &index.name);
    let expressions = expression::of_index(definition, index);
    let sparse = expression::is_in_index(&expressions).map_or(String::new(), |holds| format!(" WHERE {holds}"));
    let table = identifier::table(&definition.table);
    let mut statements = vec![
        format!("CREATE INDEX {name} ON {table} ({}, identity){sparse}", expressions.join(", ")),
        Comment::of_index(index).on(&format!("INDEX {name}")),
    ];
    // The planner takes no figures from an index that is sparse: it is told apart how the values of a key are spread.
    for (key, expression) in index.pk.iter().chain(&index.sk).zip(expressions) {
        if expression::is_inside(&expression) {
            let name = identifier::statistics(&definition.table, &key.name);
            statements.push(format!("CREATE STATISTICS IF NOT EXISTS {name} ON {expression} FROM {table}"));
        }
    }
    statements
}
