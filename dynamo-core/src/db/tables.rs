//! The life of tables.

use super::Db;
use crate::error::Result;
use crate::operation::{CreateTable, DeleteTable, EnsureTable, VerifyTable};
use crate::schema::TableDefinition;
use crate::table::Tables;

impl Db {
    /// A new table, with its indexes and the expiry of items: for one type, or for a tuple of types that share it. It waits until the
    /// table can be used. A table that is there already is left as it is, and is an error.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(table = "orders")]
    /// # #[gsi(by_status, pk = status, keys_only)]
    /// # struct Order { #[pk] id: String, status: String }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// db.create_table::<Order>().provisioned(5, 5).index_provisioned("by_status", 1, 5).await?;
    /// assert!(db.create_table::<Order>().await.is_err_and(|error| error.is_already_exists()));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn create_table<T: Tables>(&self) -> CreateTable<T> {
        CreateTable::new(self.clone())
    }

    /// Creates what is missing of a table, and waits until it can be used: the table itself, global indexes one after the other, the expiry of
    /// items, the stream where one is asked for. It is safe at every start of a program, also when several start at once, and it takes nothing
    /// away. Figures of capacity are for what it creates; those of a table that is there stay.
    ///
    /// What cannot be mended without loss is [`TableDiffers`](crate::error::ErrorKind::TableDiffers), before anything is changed: other keys,
    /// a local index that is missing, an index with other keys or too few attributes, expiry by another attribute.
    ///
    /// A new index of a large table takes its time: more than the five minutes that are waited, unless
    /// [`deadline`](EnsureTable::deadline) says otherwise. The engine goes on with it all the same, and the next call waits for the rest.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(table = "orders")]
    /// # struct Order { #[pk] id: String, #[ttl] until: Option<Ttl> }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// let done = db.ensure_table::<Order>().await?;
    /// assert_eq!((done.created, done.to_string().as_str()), (true, "created; switched the expiry of items on"));
    /// assert!(db.ensure_table::<Order>().await?.is_unchanged());
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn ensure_table<T: Tables>(&self) -> EnsureTable<T> {
        EnsureTable::new(self.clone())
    }

    /// What sets a table apart from what its types say; it changes nothing. A table that is not there is the `MissingTable` error.
    ///
    /// Indexes that the types do not have, and indexes that hold more than is asked for, are remarks and no differences: they may be another
    /// program's, and do no harm. A stream is looked at if one is asked for, the figures of capacity never.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// #[derive(DynamoTable)]
    /// #[dynamo(table = "orders")]
    /// struct Yesterday {
    ///     #[pk]
    ///     id: String,
    /// }
    ///
    /// #[derive(DynamoTable)]
    /// #[dynamo(table = "orders")]
    /// #[gsi(by_status, pk = status, keys_only)]
    /// struct Today {
    ///     #[pk]
    ///     id: String,
    ///     status: String,
    /// }
    ///
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// db.create_table::<Yesterday>().await?;
    /// assert!(db.verify_table::<Yesterday>().await?.is_empty());
    /// let differences = db.verify_table::<Today>().await?;
    /// assert_eq!(differences.to_string(), "table `orders` is not as the model says\n\
    ///     - there is no index `by_status`, and the model has a global one by `status` (text): `ensure_table` adds it");
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn verify_table<T: Tables>(&self) -> VerifyTable<T> {
        VerifyTable::new(self.clone())
    }

    /// Deletes a table with all that is in it, and waits until it is gone. Nothing else in this library ever drops a table, and this names it
    /// again, by the name it has in the database: another one is refused before anything is sent.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(table = "orders")]
    /// # struct Order { #[pk] id: String }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.create_table::<Order>().await?;
    /// assert!(db.delete_table::<Order>("order").await.is_err_and(|error| error.is_invalid_request()));
    /// db.delete_table::<Order>("orders").await?;
    /// assert!(db.delete_table::<Order>("orders").await.is_err_and(|error| error.is_missing_table()));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    pub fn delete_table<T: Tables>(&self, named: impl Into<String>) -> DeleteTable<T> {
        DeleteTable::new(self.clone(), named.into())
    }

    /// The table of a type, or of a tuple of types that share it, under the name that this handle gives it: see
    /// [`table_definition`](crate::table::table_definition).
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(table = "orders")]
    /// # struct Order { #[pk] id: String }
    /// let db = Db::builder().table_prefix("test-").offline();
    /// assert_eq!(db.table_definition::<Order>()?.table, "test-orders");
    /// # Ok::<(), dynamo_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the types contradict each other, or are not of one table.
    pub fn table_definition<T: Tables>(&self) -> Result<TableDefinition> {
        T::definition(&|kind| self.name_of(kind).into_owned())
    }
}
