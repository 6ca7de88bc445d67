use super::TableName;
use crate::schema::{IndexDefinition, StreamView, Throughput};

/// A change of a table that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateTable {
    /// The table's name.
    pub table: TableName,
    /// What becomes different.
    pub change: TableChange,
}

/// What becomes different about a table: one thing at a time, as DynamoDB takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableChange {
    /// It has one more global index.
    AddIndex {
        /// What the index looks like.
        index: IndexDefinition,
        /// What is set aside for it; `None` where the table is paid for by request.
        throughput: Option<Throughput>,
    },
    /// It has a stream.
    Stream(StreamView),
}
