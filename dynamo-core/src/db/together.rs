//! Calls about several items: in batches, and in transactions.

use super::Db;
use crate::operation::{BatchGet, BatchWrite, IntoWanted, TransactGet, TransactWrite};

impl Db {
    /// Items by their keys, any number and any mix of tables: in the order of the keys, with `None` for what is not there. A key that is
    /// asked for twice is read once. Tuples give tuples.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String }
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "teams")]
    /// # struct Team { #[pk] name: String }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<User>().await?;
    /// # db.create_table::<Team>().await?;
    /// # let (ada, red) = (User { id: "ada".into() }, Team { name: "red".into() });
    /// db.batch_write().put(&ada).put(&red).await?;
    /// let users: Vec<Option<User>> = db.batch_get([User::key("ada"), User::key("bob")]).await?;
    /// assert_eq!(users, [Some(ada.clone()), None]);
    /// let (team, users) = db.batch_get((Team::key("red"), vec![User::key("ada")])).await?;
    /// assert_eq!((team, users), (Some(red), vec![Some(ada)]));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn batch_get<I: IntoWanted>(&self, keys: I) -> BatchGet<I::Wanted> {
        BatchGet::new(self.clone(), keys.into_wanted())
    }

    /// Any number of unconditional writes.
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
    /// let more: Vec<Order> = (6..=9).map(order).collect();
    /// db.batch_write().put_all(&more).delete(Order::key("ada", 1)).await?;
    /// assert_eq!(db.query(Order::partition("ada")).count().await?, 8);
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn batch_write(&self) -> BatchWrite {
        BatchWrite::new(self.clone())
    }

    /// Items by their keys as they all are at one moment: up to 100, of any mix of tables, in the order of the keys, with `None` for what is
    /// not there. Tuples give tuples.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String }
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "teams")]
    /// # struct Team { #[pk] name: String }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<User>().await?;
    /// # db.create_table::<Team>().await?;
    /// # let (ada, red) = (User { id: "ada".into() }, Team { name: "red".into() });
    /// db.transact_write().create(&ada).create(&red).await?;
    /// let (team, users) = db.transact_get((Team::key("red"), [User::key("ada"), User::key("bob")])).await?;
    /// assert_eq!((team, users), (Some(red), vec![Some(ada), None]));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn transact_get<I: IntoWanted>(&self, keys: I) -> TransactGet<I::Wanted> {
        TransactGet::new(self.clone(), keys.into_wanted())
    }

    /// Writes and checks that are carried out together, or not at all: up to 100, of any mix of tables.
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
    /// db.transact_write()
    ///     .update(Order::key("ada", 1), |u| u.set(|o| o.total().decrement(5)))
    ///     .update(Order::key("ada", 2), |u| u.set(|o| o.total().increment(5)))
    ///     .check(Order::key("ada", 3), |c| c.status().eq("new"))
    ///     .await?;
    /// assert_eq!(db.get(Order::key("ada", 2)).select(|o| o.total()).await?, Some(25));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn transact_write(&self) -> TransactWrite {
        TransactWrite::new(self.clone())
    }
}
