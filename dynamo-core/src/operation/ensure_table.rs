use super::run::{Operation, awaitable};
use super::table_options::{TableOptions, table_options};
use crate::db::Db;
use crate::error::Result;
use crate::output::Ensured;
use crate::response::Capacity;
use crate::table::Tables;

/// A table that is there afterwards, as its types say: [`Db::ensure_table`].
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
/// assert!(db.ensure_table::<User>().await?.created);
/// assert!(db.ensure_table::<User>().await?.is_unchanged());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct EnsureTable<T> {
    options: TableOptions<T>,
}

table_options! {
    EnsureTable: in_table stream provisioned deadline;
}

impl<T: Tables> EnsureTable<T> {
    pub(crate) fn new(db: Db) -> Self {
        Self { options: TableOptions::new(db) }
    }
}

impl<T: Tables> Operation for EnsureTable<T> {
    type Output = Ensured;

    /// Creates and adds what is missing, and waits until it can be used.
    async fn run(self, _metered: bool) -> Result<(Ensured, Capacity)> {
        let definition = self.options.definition()?;
        let ensured = self.options.control(&definition.table).settle(&definition, Vec::new()).await?;
        Ok((ensured, Capacity::default()))
    }
}

awaitable!(EnsureTable<T>);
