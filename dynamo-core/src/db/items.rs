//! Calls about one item.

use super::Db;
use crate::operation::{Decision, Delete, Get, Put, Target, Update, UpdateWith, Upsert};
use crate::request::Presence;
use crate::table::{DynamoTable, Key};

impl Db {
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
        Update::new(self.clone(), target)
    }

    /// Reads an item, changes it, and writes what changed on the condition that nobody else has written meanwhile: its version, or else all
    /// that was read, is still the same. Otherwise it begins again. It hands back the item as it is then.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "carts")]
    /// # struct Cart { #[pk] id: String, lines: Vec<String>, #[version] rev: u64 }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<Cart>().await?;
    /// # db.create(&Cart { id: "c1".into(), lines: vec![], rev: 0 }).await?;
    /// let cart = db.update_with(Cart::key("c1"), |cart| cart.lines.push("tea".into())).await?;
    /// assert_eq!((cart.lines, cart.rev), (vec!["tea".to_owned()], 2));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn update_with<T, F, D>(&self, key: Key<T>, change: F) -> UpdateWith<T, F>
    where
        T: DynamoTable,
        F: FnMut(&mut T) -> D + Send + 'static,
        D: Decision,
    {
        UpdateWith::new(self.clone(), key, change)
    }

    /// Changes an item, or makes it.
    pub fn upsert<T: DynamoTable>(&self, key: Key<T>) -> Upsert<T> {
        Upsert::new(self.clone(), key)
    }

    /// Deletes an item, if it is there.
    pub fn delete<A: Target>(&self, target: A) -> Delete<A::Table, A::Given> {
        Delete::new(self.clone(), target)
    }
}
