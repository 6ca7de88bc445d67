//! Many rows in one statement: their keys and contents go in as arrays.

use super::column::{KeyValue, cast};
use super::identifier;
use super::row_key::RowKey;
use super::statement::{Param, Statement};
use crate::error::Result;
use crate::schema::{Schema, TableDefinition};
use crate::value::{Item, PlainRow, to_plain_json};

/// A row as it is written.
pub(super) struct NewRow {
    pub(super) key: RowKey,
    schema_version: Option<String>,
    json: String,
}

impl NewRow {
    pub(super) fn new(key: RowKey, schema: &Schema, item: &Item) -> Result<Self> {
        let version = schema.schema_version.and_then(|version| item.get(version.attribute));
        let schema_version = version.and_then(|value| value.as_s().or(value.as_n()).ok()).cloned();
        // The writer writes UTF-8 only.
        let json = String::from_utf8_lossy(&to_plain_json(item)).into_owned();
        Ok(Self { key, schema_version, json })
    }

    /// The item as it is read back: its numbers in the one form that is stored.
    pub(super) fn item(&self) -> Result<Item> {
        Ok(PlainRow::new(self.json.as_bytes())?.row().into_item()?)
    }
}

/// `unnest($1, $2) …AS k(pk, sk, place)`, and what makes a row `t` that of a key `k`.
pub(super) struct Keys {
    pub(super) from: String,
    pub(super) matched: String,
}

impl Keys {
    /// Places are counted from 1.
    pub(super) fn new(table: &TableDefinition, keys: Vec<RowKey>, statement: &mut Statement) -> Self {
        let (pks, sks): (Vec<_>, Vec<_>) = keys.into_iter().map(|key| (key.pk, key.sk)).unzip();
        let pks = statement.bind(KeyValue::array(pks, table.pk.key_type));
        let matched = format!("t.pk = k.pk{}", cast(table.pk.key_type));
        match &table.sk {
            None => Self { from: format!("unnest({pks}) WITH ORDINALITY AS k(pk, place)"), matched },
            Some(sk) => {
                let sks = statement.bind(KeyValue::array(sks.into_iter().flatten().collect(), sk.key_type));
                let from = format!("unnest({pks}, {sks}) WITH ORDINALITY AS k(pk, sk, place)");
                Self { from, matched: format!("{matched} AND t.sk = k.sk{}", cast(sk.key_type)) }
            }
        }
    }
}

/// Deletes the rows of these keys. `beside` is another source that has to be read first.
pub(super) fn delete(table: &TableDefinition, keys: Vec<RowKey>, beside: &str, statement: &mut Statement) -> String {
    let Keys { from, matched } = Keys::new(table, keys, statement);
    format!("DELETE FROM {} AS t USING {from}{beside} WHERE {matched}", identifier::table(&table.table))
}

/// Writes these rows, whatever is there. `beside` is another source that has to be read first.
pub(super) fn upsert(table: &TableDefinition, new: Vec<NewRow>, beside: &str, statement: &mut Statement) -> String {
    let buckets = statement.bind(Param::Integers(new.iter().map(|row| row.key.bucket()).collect()));
    let identities = statement.bind(Param::Blobs(new.iter().map(|row| row.key.identity()).collect()));
    let (mut versions, mut texts, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
    let (mut pks, mut sks) = (Vec::new(), Vec::new());
    for row in new {
        sizes.push(i32::try_from(row.json.len()).unwrap_or(i32::MAX));
        versions.push(row.schema_version);
        texts.push(Some(row.json));
        pks.push(row.key.pk);
        sks.extend(row.key.sk);
    }
    let sizes = statement.bind(Param::Integers(sizes));
    let versions = statement.bind(Param::Texts(versions));
    let texts = statement.bind(Param::Texts(texts));
    let pks = statement.bind(KeyValue::array(pks, table.pk.key_type));
    let pk = cast(table.pk.key_type);
    let name = identifier::table(&table.table);
    let (columns, arrays, values) = match &table.sk {
        None => ("pk".to_owned(), pks, format!("k.pk{pk}")),
        Some(sk) => {
            let sks = statement.bind(KeyValue::array(sks, sk.key_type));
            ("pk, sk".to_owned(), format!("{pks}, {sks}"), format!("k.pk{pk}, k.sk{}", cast(sk.key_type)))
        }
    };
    format!(
        "INSERT INTO {name} ({columns}, bucket, identity, size, schema_version, data) \
         SELECT {values}, k.bucket, k.identity, k.size, k.version, k.data::jsonb \
         FROM unnest({arrays}, {buckets}, {identities}, {sizes}, {versions}, {texts}) \
         AS k({columns}, bucket, identity, size, version, data){beside} \
         ON CONFLICT ({columns}) DO UPDATE \
         SET size = excluded.size, schema_version = excluded.schema_version, data = excluded.data"
    )
}

/// Reads the rows of these keys, of several tables, as they all are at one moment: which table it is, and the item.
pub(super) fn read(tables: &[(std::sync::Arc<TableDefinition>, Vec<RowKey>)]) -> Statement {
    let mut statement = Statement::default();
    let parts = tables.iter().enumerate().map(|(number, (table, keys))| {
        let Keys { from, matched } = Keys::new(table, keys.clone(), &mut statement);
        let name = identifier::table(&table.table);
        format!("SELECT {number} AS number, t.data::text FROM {from} JOIN {name} AS t ON {matched}")
    });
    statement.text = parts.collect::<Vec<_>>().join(" UNION ALL ");
    statement
}
