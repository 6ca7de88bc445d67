use super::{KeyAttributes, Projection, TableName};
use crate::schema::Schema;

/// One item by its key.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// let request = Db::offline().get(User::key("u1")).consistent().request()?;
/// assert!(request.consistent && request.projection.is_none());
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Get {
    /// What is known of the item.
    pub schema: &'static Schema,
    /// The table.
    pub table: TableName,
    /// The key attributes.
    pub key: KeyAttributes,
    /// What is handed back; `None` for all there is.
    pub projection: Option<Projection>,
    /// Sees every write acknowledged before it.
    pub consistent: bool,
    /// Whether the answer is to say what it cost.
    pub metered: bool,
}
