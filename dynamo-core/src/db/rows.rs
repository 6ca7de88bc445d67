//! Calls about the rows of a table or an index.

use super::Db;
use crate::operation::{Everything, Query, Scan};
use crate::table::{DynamoTable, Partition, Source};

impl Db {
    /// The rows of a table or an index that share a partition key.
    pub fn query<Ix: Source>(&self, partition: Partition<Ix>) -> Query<Ix> {
        Query::new(self.clone(), partition)
    }

    /// All items of a table.
    pub fn scan<T: DynamoTable>(&self) -> Scan<T> {
        Scan::new(self.clone(), Everything::new())
    }

    /// All rows of an index.
    pub fn scan_index<Ix: Source>(&self, _index: Ix) -> Scan<Ix> {
        Scan::new(self.clone(), Everything::new())
    }
}
