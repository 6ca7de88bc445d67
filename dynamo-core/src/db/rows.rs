//! Calls about the rows of a table or an index.

use super::Db;
use crate::operation::{Everything, Query, Scan};
use crate::table::{DynamoTable, Partition, Source};

impl Db {
    /// The rows of a table or an index that share a partition key.
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
    /// let orders = db.query(Order::partition("ada").sk(|s| s.between(2, 4))).filter(|o| o.total().ne(30)).all().await?;
    /// assert_eq!(orders, [order(2), order(4)]);
    ///
    /// let latest = db.query(Order::by_status().partition("new")).descending().select(|o| (o.day(), o.total())).first().await?;
    /// assert_eq!(latest, Some(("2026-01-05".to_owned(), 50)));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn query<Ix: Source>(&self, partition: Partition<Ix>) -> Query<Ix> {
        Query::new(self.clone(), partition)
    }

    /// All items of a table.
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
    /// assert_eq!(db.scan::<Order>().filter(|o| o.total().ge(40)).count().await?, 2);
    /// assert_eq!(db.scan::<Order>().segments(4).all().await?.len(), 5);
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn scan<T: DynamoTable>(&self) -> Scan<T> {
        Scan::new(self.clone(), Everything::new())
    }

    /// All rows of an index.
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
    /// let totals = db.scan_index(Order::by_status()).select(|o| o.total()).all().await?;
    /// assert_eq!(totals.iter().sum::<u64>(), 150);
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn scan_index<Ix: Source>(&self, _index: Ix) -> Scan<Ix> {
        Scan::new(self.clone(), Everything::new())
    }
}
