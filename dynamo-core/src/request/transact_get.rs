use super::TableKeys;
use crate::error::{Error, Result};

/// DynamoDB's limit for one transaction.
const MOST: usize = 100;

/// Items by their keys, from any mix of tables, as they all are at one moment.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// let request = Db::offline().transact_get([User::key("u1"), User::key("u2")]).request()?;
/// assert!(format!("{request:?}").contains("TransactGet"));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct TransactGet {
    /// What is read of each table; each table stands here once. Such a read is consistent by itself.
    pub tables: Vec<TableKeys>,
    /// Whether the answer is to say what it cost.
    pub metered: bool,
}

impl TransactGet {
    /// Refuses what DynamoDB would, before anything is sent.
    ///
    /// # Errors
    /// When there are no keys, or more than 100.
    pub fn check(&self) -> Result<()> {
        match self.tables.iter().map(|table| table.keys.len()).sum() {
            1..=MOST => Ok(()),
            keys => Err(Error::invalid_request(format!("a transaction reads 1 to {MOST} items, and not {keys}"))),
        }
    }
}
