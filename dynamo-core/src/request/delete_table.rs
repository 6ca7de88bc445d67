use super::TableName;

/// A table with all that is in it, deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteTable {
    /// Its name.
    pub table: TableName,
}
