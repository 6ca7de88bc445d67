use crate::schema::TableDefinition;

/// A new table. Nothing is changed if there is one of that name.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateTable {
    /// What it looks like.
    pub definition: TableDefinition,
}
