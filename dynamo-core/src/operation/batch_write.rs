use super::call::Call;
use super::target::key_attributes;
use crate::db::Db;
use crate::error::Result;
use crate::request::{self, Write};
use crate::table::{BatchPut, DynamoTable, Key, Table};

/// Any number of unconditional writes, to any mix of tables: [`Db::batch_write`].
#[must_use = "a request does nothing until it is awaited"]
pub struct BatchWrite {
    db: Db,
    writes: Vec<Result<Write>>,
}

impl BatchWrite {
    pub(crate) fn new(db: Db) -> Self {
        Self { db, writes: Vec::new() }
    }

    /// Replaces an item. A batch cannot check a version, so types with one say [`overwrite`](Self::overwrite).
    pub fn put<T>(self, item: &T) -> Self
    where
        T: DynamoTable<Lock: BatchPut>,
    {
        self.overwrite(item)
    }

    /// Replaces all of the items.
    pub fn put_all<'a, T>(self, items: impl IntoIterator<Item = &'a T>) -> Self
    where
        T: DynamoTable<Lock: BatchPut>,
    {
        items.into_iter().fold(self, Self::overwrite)
    }

    /// Replaces an item, whatever version is there.
    pub fn overwrite<T: DynamoTable>(mut self, item: &T) -> Self {
        let table = self.db.table_name::<T>();
        let item = item.stored().map_err(|error| Call::<T>::new(self.db.clone()).blamed(error));
        self.writes.push(item.map(|item| Write::Put { schema: T::SCHEMA, table, item }));
        self
    }

    /// Deletes an item.
    pub fn delete<T: DynamoTable>(mut self, key: Key<T>) -> Self {
        let table = self.db.table_name::<T>();
        let key = key_attributes(&key).map_err(|error| Call::<T>::new(self.db.clone()).blamed(error));
        self.writes.push(key.map(|key| Write::Delete { schema: T::SCHEMA, table, key }));
        self
    }

    /// Deletes all of the items.
    pub fn delete_all<T: DynamoTable>(self, keys: impl IntoIterator<Item = Key<T>>) -> Self {
        keys.into_iter().fold(self, Self::delete)
    }

    /// The plain request.
    ///
    /// # Errors
    /// When an item or a key cannot hold what it was given.
    pub fn request(self) -> Result<request::BatchWrite> {
        Ok(request::BatchWrite { writes: self.writes.into_iter().collect::<Result<_>>()? })
    }
}
