use super::TableName;

/// The attribute that a table's items expire by, switched on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetTtl {
    /// The table.
    pub table: TableName,
    /// The attribute.
    pub attribute: String,
}
