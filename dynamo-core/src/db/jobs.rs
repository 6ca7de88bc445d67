use super::Db;
#[cfg(feature = "embedded")]
use crate::error::{Error, ErrorKind, Result};
use crate::operation::{SweepExpired, UpgradeAll};
use crate::table::{Expires, SchemaVersioned};

impl Db {
    /// Rewrites all items of older schema versions: numbered ones by the type's own steps, those with a fingerprint by the function that is
    /// given [`with`](UpgradeAll::with). It goes on while other programs write: each rewrite is made on the condition that the item is as it
    /// was read, and where it is not, the change that came between wins, and the item is looked at again. Nothing that is deleted comes back.
    ///
    /// When it is done, no item of an older version is there that was written before it began, so that steps may go from the program once no
    /// older program runs. Items that have expired are upgraded like any other; those of a newer version are left as they are, and counted;
    /// other kinds that share the table are passed over. It reads consistently.
    ///
    /// An item that cannot be upgraded stops it, with its key in the error, and [how far it was](crate::Error::stopped_at).
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// #[derive(Debug, PartialEq, DynamoTable)]
    /// #[dynamo(table = "stories")]
    /// struct Story {
    ///     #[pk]
    ///     id: String,
    ///     title: String,
    ///     #[schema_version(2, upgrade(1 => name_is_title))]
    ///     version: u32,
    /// }
    ///
    /// fn name_is_title(mut item: Item) -> Result<Item> {
    ///     let name = item.remove("name").ok_or_else(|| Error::invalid_request("there is no name"))?;
    ///     item.insert("title".to_owned(), name);
    ///     Ok(item)
    /// }
    ///
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # use aws_sdk_dynamodb::types::AttributeValue;
    /// # let db = Db::embedded()?;
    /// # db.create_table::<Story>().await?;
    /// # let old = |name: &str| AttributeValue::S(name.to_owned());
    /// # let sdk = db.sdk().unwrap().clone();
    /// # for id in ["a", "b"] {
    /// #     sdk.put_item().table_name("stories").item("id", old(id)).item("name", old("A day out")).send().await.unwrap();
    /// # }
    /// let totals = db.upgrade_all::<Story>().segments(4).on_progress(|p| println!("{:?}", p.totals)).await?;
    /// assert_eq!((totals.upgraded, totals.current), (2, 0));
    /// # assert_eq!(db.scan::<Story>().filter(|s| s.title().eq("A day out")).count().await?, 2);
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn upgrade_all<T: SchemaVersioned>(&self) -> UpgradeAll<T, T::Way> {
        UpgradeAll::new(self.clone())
    }

    /// Deletes the items of a type that have expired, each on the condition that its time is still what was read. DynamoDB does so by itself,
    /// within days, where the table's TTL is on; engines that do not need this, and tables without TTL. It does no harm elsewhere.
    ///
    /// These are ordinary deletes: they cost write units, and a stream shows them as such, not as DynamoDB's own. The embedded engine can do
    /// the latter: `Db::sweep_ttl`. What expired more than five years ago is left alone, as DynamoDB does.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "sessions")]
    /// # struct Session { #[pk] id: String, #[ttl] until: Ttl }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<Session>().await?;
    /// let now = Ttl::from(std::time::SystemTime::now()).seconds();
    /// db.put(&Session { id: "old".into(), until: (now - 60).into() }).await?;
    /// db.put(&Session { id: "new".into(), until: Ttl::from_now(minutes(5)) }).await?;
    ///
    /// let swept = db.sweep_expired::<Session>().await?;
    /// assert_eq!(swept.deleted, 1);
    /// assert_eq!(db.scan::<Session>().include_expired().count().await?, 1);
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn sweep_expired<T: Expires>(&self) -> SweepExpired<T> {
        SweepExpired::new(self.clone())
    }

    /// Lets the embedded engine do what DynamoDB does by itself: delete the items that have expired, in all tables whose TTL is on. Says how
    /// many. Streams show them as deleted by the service. Of a handle to any other engine it is `Unsupported`.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "sessions")]
    /// # struct Session { #[pk] id: String, #[ttl] until: Ttl }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<Session>().await?;
    /// let now = Ttl::from(std::time::SystemTime::now()).seconds();
    /// db.put(&Session { id: "old".into(), until: (now - 60).into() }).await?;
    /// assert_eq!(db.sweep_ttl().await?, 1);
    ///
    /// assert!(Db::offline().sweep_ttl().await.unwrap_err().is_unsupported());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// When the engine is another one, or fails.
    #[cfg(feature = "embedded")]
    pub async fn sweep_ttl(&self) -> Result<usize> {
        let Some(engine) = &self.inner.engine else {
            let backend = self.capabilities().backend;
            return Err(Error::new(ErrorKind::Unsupported { feature: "sweep of its own", backend }));
        };
        engine.sweep_ttl().await
    }
}
