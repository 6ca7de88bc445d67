use super::run::{Operation, awaitable};
use super::table_options::{TableOptions, table_options};
use crate::db::Db;
use crate::error::{Error, ErrorKind, Result};
use crate::response::{Capacity, TtlState};
use crate::schema::{TableDefinition, TableDifferences};
use crate::table::Tables;

/// What sets a table apart from what its types say: [`Db::verify_table`].
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
/// let found = db.verify_table::<User>().await?;
/// assert!(found.is_empty(), "{found}");
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct VerifyTable<T> {
    options: TableOptions<T>,
}

table_options! {
    VerifyTable: in_table stream;
}

impl<T: Tables> VerifyTable<T> {
    pub(crate) fn new(db: Db) -> Self {
        Self { options: TableOptions::new(db) }
    }
}

impl<T: Tables> Operation for VerifyTable<T> {
    type Output = TableDifferences;

    async fn run(self, _metered: bool) -> Result<(TableDifferences, Capacity)> {
        let wanted = self.options.definition()?;
        let control = self.options.control(&wanted.table);
        let Some(found) = control.look().await? else {
            let missing = Error::new(ErrorKind::MissingTable);
            return Err(missing.in_operation("DescribeTable").in_table(&wanted.table));
        };
        let ttl = match control.ttl().await? {
            TtlState::On(attribute) => Some(attribute),
            TtlState::Off | TtlState::SwitchingOff => None,
        };
        let found = TableDefinition { ttl, ..found.definition };
        Ok((wanted.differences(&found), Capacity::default()))
    }
}

awaitable!(VerifyTable<T>);
