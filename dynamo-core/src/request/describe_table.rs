use super::TableName;

/// The state of a table.
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
/// use dynamo_core::request::{DescribeTable, Request};
/// use dynamo_core::response::TableStatus;
///
/// let reply = db.execute(Request::DescribeTable(DescribeTable { table: "users".into() }), None).await?;
/// assert_eq!(reply.described.map(|described| described.status), Some(TableStatus::Ready));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeTable {
    /// Its name.
    pub table: TableName,
}
