use super::identity::{Identity, left};
use super::{DocumentPath, KeyAttributes, Projection, TableName};
use crate::schema::Schema;
use crate::value::Item;

/// Items by their keys, from any mix of tables. DynamoDB takes 100 keys in one request.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// let request = Db::offline().batch_get([User::key("u1"), User::key("u2")]).request()?;
/// assert_eq!((request.tables.len(), request.tables[0].keys.len()), (1, 2));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct BatchGet {
    /// What is read of each table; each table stands here once.
    pub tables: Vec<TableKeys>,
    /// Whether the answer is to say what it cost.
    pub metered: bool,
}

/// Items of one table.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// let request = Db::offline().batch_get([User::key("u1")]).consistent().request()?;
/// assert_eq!((&*request.tables[0].table, request.tables[0].consistent), ("users", true));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Clone)]
pub struct TableKeys {
    /// What is known of the items: of the first kind, where the table has several.
    pub schema: &'static Schema,
    /// The table.
    pub table: TableName,
    /// The key attributes of each item.
    pub keys: Vec<KeyAttributes>,
    /// What is handed back of each item, the key with it; `None` for all there is.
    pub projection: Option<Projection>,
    /// Sees every write acknowledged before it.
    pub consistent: bool,
}

impl BatchGet {
    /// How many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tables.iter().map(|table| table.keys.len()).sum()
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same request, for those keys only that an engine says it has left.
    #[must_use]
    pub fn only(&self, unprocessed: &[(String, Item)]) -> Self {
        let schema_of = |name: &str| self.tables.iter().find(|table| table.table == name).map(|table| table.schema);
        let left = left(unprocessed, schema_of);
        let tables = self.tables.iter().filter_map(|table| {
            let is_left = |key: &&KeyAttributes| {
                Identity::of_key(table.schema, key).is_some_and(|key| left.contains(&(&*table.table, key)))
            };
            let keys: Vec<_> = table.keys.iter().filter(is_left).cloned().collect();
            let (projection, table_name) = (table.projection.clone(), table.table.clone());
            (!keys.is_empty()).then_some(TableKeys { keys, projection, table: table_name, ..*table })
        });
        Self { tables: tables.collect(), metered: self.metered }
    }

    /// Each member: its table, and its key attributes.
    #[must_use]
    pub fn members(&self) -> Vec<(String, Item)> {
        let of_table = |table: &TableKeys| {
            let key = |key: &KeyAttributes| (table.table.clone().into_owned(), attributes(key));
            table.keys.iter().map(key).collect::<Vec<_>>()
        };
        self.tables.iter().flat_map(of_table).collect()
    }
}

/// A projection of rows that can be told apart: with the attributes of the primary key.
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
/// use dynamo_core::request::{DocumentPath, Projection, with_key};
/// use dynamo_core::table::DynamoTable as _;
///
/// let asked = Projection::covering([DocumentPath::root("total")]);
/// assert_eq!(with_key(Order::SCHEMA, &asked).paths().len(), 3);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[must_use]
pub fn with_key(schema: &Schema, projection: &Projection) -> Projection {
    let keys = std::iter::once(&schema.pk).chain(&schema.sk).map(|key| DocumentPath::root(key.name));
    Projection::covering(projection.paths().iter().cloned().chain(keys))
}

pub(super) fn attributes(key: &KeyAttributes) -> Item {
    key.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}
