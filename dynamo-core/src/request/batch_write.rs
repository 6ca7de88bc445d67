use std::sync::Arc;

use super::batch_get::attributes;
use super::identity::{Identity, left};
use super::{KeyAttributes, TableName};
use crate::schema::Schema;
use crate::value::{EncodedItem, Item};

/// Unconditional writes, to any mix of tables. DynamoDB takes 25 in one request, and 16 MB.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// let request = Db::offline().batch_write().delete(User::key("u1")).request()?;
/// assert_eq!(request.writes.len(), 1);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct BatchWrite {
    /// The writes, in the order they were asked for.
    pub writes: Vec<Write>,
    /// Whether the answer is to say what it cost.
    pub metered: bool,
}

/// One write of a batch.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// use dynamo_core::request::Write;
///
/// let request = Db::offline().batch_write().delete(User::key("u1")).request()?;
/// assert!(matches!(request.writes[0], Write::Delete { .. }));
/// assert_eq!(request.writes[0].table(), "users");
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Clone)]
pub enum Write {
    /// Replaces the item.
    Put {
        /// What is known of the item.
        schema: &'static Schema,
        /// The table.
        table: TableName,
        /// The item: shared, since a batch is kept until all of it is done.
        item: Arc<EncodedItem>,
    },
    /// Deletes the item.
    Delete {
        /// What is known of the item.
        schema: &'static Schema,
        /// The table.
        table: TableName,
        /// The key attributes.
        key: KeyAttributes,
    },
}

impl Write {
    /// What is known of the item.
    #[must_use]
    pub fn schema(&self) -> &'static Schema {
        match self {
            Self::Put { schema, .. } | Self::Delete { schema, .. } => schema,
        }
    }

    /// The table.
    #[must_use]
    pub fn table(&self) -> &str {
        match self {
            Self::Put { table, .. } | Self::Delete { table, .. } => table,
        }
    }

    /// What tells the item from the others of its table.
    #[must_use]
    pub fn identity(&self) -> Option<Identity> {
        match self {
            Self::Put { schema, item, .. } => Identity::of_item(schema, item.apart()),
            Self::Delete { schema, key, .. } => Identity::of_key(schema, key),
        }
    }

    /// The key attributes.
    #[must_use]
    pub fn key(&self) -> Item {
        match self {
            Self::Put { schema, item, .. } => {
                let keys = std::iter::once(&schema.pk).chain(&schema.sk);
                keys.filter_map(|key| Some((key.name.to_owned(), item.apart().get(key.name)?.clone()))).collect()
            }
            Self::Delete { key, .. } => attributes(key),
        }
    }
}

impl BatchWrite {
    /// The same request, for those writes only that an engine says it has left.
    #[must_use]
    pub fn only(&self, unprocessed: &[(String, Item)]) -> Self {
        let schema_of = |name: &str| self.writes.iter().find(|write| write.table() == name).map(Write::schema);
        let left = left(unprocessed, schema_of);
        let is_left =
            |write: &&Write| write.identity().is_some_and(|identity| left.contains(&(write.table(), identity)));
        Self { writes: self.writes.iter().filter(is_left).cloned().collect(), metered: self.metered }
    }

    /// Each member: its table, and its key attributes.
    #[must_use]
    pub fn members(&self) -> Vec<(String, Item)> {
        self.writes.iter().map(|write| (write.table().to_owned(), write.key())).collect()
    }
}
