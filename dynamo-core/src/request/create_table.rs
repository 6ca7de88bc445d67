use crate::schema::TableDefinition;

/// A new table. Nothing is changed if there is one of that name.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// let request = Db::offline().create_table::<User>().request()?;
/// assert_eq!((&*request.definition.table, &*request.definition.pk.name), ("users", "id"));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CreateTable {
    /// What it looks like.
    pub definition: TableDefinition,
}
