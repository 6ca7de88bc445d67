use super::TableName;

/// The state of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeTable {
    /// Its name.
    pub table: TableName,
}
