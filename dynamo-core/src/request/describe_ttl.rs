use super::TableName;

/// How a table's items expire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeTtl {
    /// The table's name.
    pub table: TableName,
}
