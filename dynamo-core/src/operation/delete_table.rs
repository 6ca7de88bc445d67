use super::run::{Operation, awaitable};
use super::table_options::{TableOptions, table_options};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::output::Explained;
use crate::request::{self, Request, TableName};
use crate::response::Capacity;
use crate::table::Tables;

/// A table, deleted with all that is in it: [`Db::delete_table`].
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
/// assert!(db.delete_table::<User>("persons").await.is_err(), "another name");
/// db.delete_table::<User>("users").await?;
/// assert!(db.put(&ada).await.is_err_and(|error| error.is_missing_table()));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct DeleteTable<T> {
    options: TableOptions<T>,
    named: String,
    no_wait: bool,
}

table_options! {
    DeleteTable: in_table deadline;
}

impl<T: Tables> DeleteTable<T> {
    pub(crate) fn new(db: Db, named: String) -> Self {
        Self { options: TableOptions::new(db), named, no_wait: false }
    }

    /// Returns as soon as the engine has begun: a table of that name cannot be created yet.
    pub fn no_wait(mut self) -> Self {
        self.no_wait = true;
        self
    }

    /// The request, readable; nothing is sent.
    ///
    /// # Errors
    /// When the name is not that of the types' table.
    pub fn explain(self) -> Result<Explained> {
        Explained::new(Request::DeleteTable(self.request()?))
    }

    /// The plain request.
    ///
    /// # Errors
    /// When the name is not that of the types' table.
    pub fn request(self) -> Result<request::DeleteTable> {
        Ok(request::DeleteTable { table: self.checked()? })
    }

    /// The table, which was named twice.
    fn checked(&self) -> Result<TableName> {
        let table = self.options.definition()?.table;
        if table == self.named {
            return Ok(table.into());
        }
        let reason = format!("`{}` was named, and the table is `{table}`; nothing was deleted", self.named);
        Err(Error::invalid_request(reason).in_operation("DeleteTable").in_table(table))
    }
}

impl<T: Tables> Operation for DeleteTable<T> {
    type Output = ();

    /// Deletes it, and waits until it is gone.
    async fn run(self, _metered: bool) -> Result<((), Capacity)> {
        let mut control = self.options.control(&self.checked()?);
        control.delete().await?;
        if !self.no_wait {
            control.until_gone().await?;
        }
        Ok(((), Capacity::default()))
    }
}

awaitable!(DeleteTable<T>);
