use std::sync::Arc;

use super::run::{Operation, awaitable};
use super::settle::Step;
use super::table_options::{TableOptions, table_options};
use crate::db::Db;
use crate::error::Result;
use crate::output::Explained;
use crate::request::{self, Request};
use crate::response::Capacity;
use crate::table::Tables;

/// A new table, for one type or for several that share it: [`Db::create_table`].
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
/// db.create_table::<User>().provisioned(5, 5).await?;
/// let again = db.create_table::<User>().await.expect_err("it is there");
/// assert!(again.is_already_exists());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct CreateTable<T> {
    options: TableOptions<T>,
    no_wait: bool,
}

table_options! {
    CreateTable: in_table stream provisioned deadline;
}

impl<T: Tables> CreateTable<T> {
    pub(crate) fn new(db: Db) -> Self {
        Self { options: TableOptions::new(db), no_wait: false }
    }

    /// Returns as soon as the engine has begun. The table cannot be used yet, and the expiry of items is not switched on: that takes a
    /// table that can be used. [`ensure_table`](Db::ensure_table) waits for it, and switches it on.
    pub fn no_wait(mut self) -> Self {
        self.no_wait = true;
        self
    }

    /// The request, readable; nothing is sent.
    ///
    /// # Errors
    /// When the types contradict each other, or are not of one table.
    pub fn explain(self) -> Result<Explained> {
        Explained::new(Request::CreateTable(Arc::new(self.request()?)))
    }

    /// The plain request.
    ///
    /// # Errors
    /// When the types contradict each other, or are not of one table.
    pub fn request(self) -> Result<request::CreateTable> {
        Ok(request::CreateTable { definition: self.options.definition()? })
    }
}

impl<T: Tables> Operation for CreateTable<T> {
    type Output = ();

    /// Creates the table, waits until it can be used, and switches the expiry of items on.
    async fn run(self, _metered: bool) -> Result<((), Capacity)> {
        let definition = self.options.definition()?;
        let mut control = self.options.control(&definition.table);
        let create = request::CreateTable { definition: definition.clone() };
        match control.insist(Request::CreateTable(Arc::new(create))).await {
            // There is one, which is ours if it is as it was to be.
            Err(error) if error.is_outcome_unknown() && !self.no_wait => {}
            sent => sent?,
        }
        if !self.no_wait {
            control.settle(&definition, vec![Step::Create]).await?;
        }
        Ok(((), Capacity::default()))
    }
}

awaitable!(CreateTable<T>);
