//! Calls about one item.

use super::Db;
use crate::operation::{Decision, Delete, Get, Put, Target, Update, UpdateWith, Upsert};
use crate::request::Presence;
use crate::table::{DynamoTable, Key};

impl Db {
    /// One item by its key.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String, name: String }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<User>().await?;
    /// # let ada = User { id: "u1".into(), name: "Ada".into() };
    /// db.put(&ada).await?;
    /// assert_eq!(db.get(User::key("u1")).await?, Some(ada.clone()));
    /// assert_eq!(db.get(User::key("u2")).await?, None);
    /// let name = db.get(ada.primary_key()).select(|u| u.name()).required().await?;
    /// assert_eq!(name, "Ada");
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn get<T: DynamoTable>(&self, key: Key<T>) -> Get<T> {
        Get::new(self.clone(), key)
    }

    /// Writes an item, replacing what is there.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String, name: String }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<User>().await?;
    /// # let ada = User { id: "u1".into(), name: "Ada".into() };
    /// assert_eq!(db.put(&ada).returning_old().await?, None);
    /// let renamed = User { name: "Ada L.".into(), ..ada.clone() };
    /// assert_eq!(db.put(&renamed).only_if(|u| u.name().eq("Ada")).returning_old().await?, Some(ada));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn put<T: DynamoTable>(&self, item: &T) -> Put<T> {
        Put::new(self.clone(), item, Presence::Any)
    }

    /// Writes an item whose key must not be taken.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String, name: String }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<User>().await?;
    /// # let ada = User { id: "u1".into(), name: "Ada".into() };
    /// db.create(&ada).await?;
    /// let taken = db.create(&ada).await.expect_err("the key is taken");
    /// assert!(taken.is_already_exists());
    /// assert_eq!(taken.current::<User>()?, Some(ada));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn create<T: DynamoTable>(&self, item: &T) -> Put<T> {
        Put::new(self.clone(), item, Presence::Refused)
    }

    /// Changes an item, which must be there.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "orders")]
    /// # #[gsi(by_status, pk = status, sk = day, include(total))]
    /// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
    /// # fn order(id: u32) -> Order {
    /// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
    /// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
    /// # }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<Order>().await?;
    /// # for id in 1..=5 { db.put(&order(id)).await?; }
    /// let new = db.update(Order::key("ada", 1))
    ///     .set(|o| (o.status().set("paid"), o.total().increment(5), o.lines().append(["cup"])))
    ///     .only_if(|o| o.status().eq("new"))
    ///     .returning_new()
    ///     .await?;
    /// assert_eq!((&*new.status, new.total, new.lines.len()), ("paid", 15, 2));
    ///
    /// let missing = db.update(Order::key("ada", 9)).set(|o| o.total().set(1)).await;
    /// assert!(missing.is_err_and(|error| error.is_not_found()));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
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
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String, name: String }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<User>().await?;
    /// # let ada = User { id: "u1".into(), name: "Ada".into() };
    /// let name = |name: &'static str| db.upsert(User::key("u1")).set(move |u| u.name().set(name)).returning_old();
    /// assert_eq!(name("Ada").await?, None);
    /// assert_eq!(name("Ada L.").await?, Some(ada));
    ///
    /// // Whatever it makes reads back: what is required has to be set.
    /// let incomplete = db.upsert(User::key("u2")).await.expect_err("it has no name");
    /// assert!(incomplete.is_invalid_request());
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn upsert<T: DynamoTable>(&self, key: Key<T>) -> Upsert<T> {
        Upsert::new(self.clone(), key)
    }

    /// Deletes an item, if it is there.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "orders")]
    /// # #[gsi(by_status, pk = status, sk = day, include(total))]
    /// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
    /// # fn order(id: u32) -> Order {
    /// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
    /// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
    /// # }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<Order>().await?;
    /// # for id in 1..=5 { db.put(&order(id)).await?; }
    /// let refused = db.delete(Order::key("ada", 2)).only_if(|o| o.total().lt(5)).await;
    /// assert!(refused.is_err_and(|error| error.is_condition_failed()));
    /// let deleted = db.delete(&order(2)).returning_old().await?;
    /// assert_eq!(deleted, Some(order(2)));
    /// db.delete(Order::key("ada", 2)).await?; // What is not there is deleted, too.
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn delete<A: Target>(&self, target: A) -> Delete<A::Table, A::Given> {
        Delete::new(self.clone(), target)
    }
}
