//! The handle that operations are made by.

use std::fmt;
use std::sync::Arc;

use crate::error::Error;
use crate::operation::{BatchWrite, Decided, Delete, Get, Put, Query, Scan, Target, Update};
use crate::request::Presence;
use crate::table::{DynamoTable, Key, Partition, Source};

/// A handle to a database: cheap to clone, free to share. It makes operations, which are plain builders.
///
/// It is not connected to an engine yet; operations can be built, inspected and lowered into requests.
#[derive(Clone)]
pub struct Db {
    names: Arc<dyn Fn(&str) -> String + Send + Sync>,
}

impl Db {
    /// A handle without an engine: its operations can be built and looked at, not sent.
    #[must_use]
    pub fn offline() -> Self {
        Self { names: Arc::new(str::to_owned) }
    }

    /// The same handle, with every declared table name taken through `name`: a prefix for a stage, a suffix for a test.
    ///
    /// A second call goes on from the first: its function is given the name that the first one made.
    ///
    /// ```
    /// use dynamo_core::prelude::*;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(table = "orders")]
    /// # struct Order { #[pk] id: String }
    ///
    /// let staged = Db::offline().with_table_names(|name| format!("dev-{name}"));
    /// let tested = staged.with_table_names(|name| format!("{name}-7"));
    /// assert_eq!(tested.table_name::<Order>(), "dev-orders-7");
    /// ```
    #[must_use]
    pub fn with_table_names(self, name: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        let before = self.names;
        Self { names: Arc::new(move |declared| name(&before(declared))) }
    }

    /// The name of a type's table.
    #[must_use]
    pub fn table_name<T: DynamoTable>(&self) -> String {
        (self.names)(T::SCHEMA.table.unwrap_or(T::SCHEMA.entity))
    }

    /// What an operation on a type's table failed with, naming the table and showing no sensitive value.
    pub(crate) fn blamed<T: DynamoTable>(&self, error: Error) -> Error {
        error.without_secrets(T::SCHEMA).in_table(self.table_name::<T>())
    }

    /// One item by its key.
    pub fn get<T: DynamoTable>(&self, key: Key<T>) -> Get<T> {
        Get::new(self.clone(), key)
    }

    /// Writes an item, replacing what is there.
    pub fn put<T: DynamoTable>(&self, item: &T) -> Put<T> {
        Put::new(self.clone(), item, Presence::Any)
    }

    /// Writes an item whose key must not be taken.
    pub fn create<T: DynamoTable>(&self, item: &T) -> Put<T> {
        Put::new(self.clone(), item, Presence::Refused)
    }

    /// Changes an item, which must be there.
    pub fn update<A: Target>(&self, target: A) -> Update<A::Table, A::Given> {
        Update::new(self.clone(), &target, Presence::Required)
    }

    /// Changes an item, or makes it.
    pub fn upsert<T: DynamoTable>(&self, key: Key<T>) -> Update<T, Decided> {
        Update::new(self.clone(), &key, Presence::Any).unversioned()
    }

    /// Deletes an item, if it is there.
    pub fn delete<A: Target>(&self, target: A) -> Delete<A::Table, A::Given> {
        Delete::new(self.clone(), &target)
    }

    /// The rows of a table or an index that share a partition key.
    pub fn query<Ix: Source>(&self, partition: Partition<Ix>) -> Query<Ix> {
        Query::new(self.clone(), partition)
    }

    /// All items of a table.
    pub fn scan<T: DynamoTable>(&self) -> Scan<T> {
        Scan::new(self.clone())
    }

    /// All rows of an index.
    pub fn scan_index<Ix: Source>(&self, _index: Ix) -> Scan<Ix> {
        Scan::new(self.clone())
    }

    /// Any number of unconditional writes.
    pub fn batch_write(&self) -> BatchWrite {
        BatchWrite::new(self.clone())
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Db(offline)")
    }
}
