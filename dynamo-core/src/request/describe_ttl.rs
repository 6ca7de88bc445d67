use super::TableName;

/// How a table's items expire.
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
/// use dynamo_core::request::{DescribeTtl, Request};
/// use dynamo_core::response::TtlState;
///
/// let reply = db.execute(Request::DescribeTtl(DescribeTtl { table: "users".into() }), None).await?;
/// assert_eq!(reply.ttl, Some(TtlState::Off));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribeTtl {
    /// The table's name.
    pub table: TableName,
}
