use super::TableName;

/// A table with all that is in it, deleted.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// let request = Db::offline().delete_table::<User>("users").request()?;
/// assert_eq!(request.table, "users");
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteTable {
    /// Its name.
    pub table: TableName,
}
