use super::TableName;

/// The attribute that a table's items expire by, switched on.
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
/// use dynamo_core::request::{DescribeTtl, Request, SetTtl};
/// use dynamo_core::response::TtlState;
///
/// db.execute(Request::SetTtl(SetTtl { table: "users".into(), attribute: "until".into() }), None).await?;
/// let reply = db.execute(Request::DescribeTtl(DescribeTtl { table: "users".into() }), None).await?;
/// assert_eq!(reply.ttl, Some(TtlState::On("until".into())));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetTtl {
    /// The table.
    pub table: TableName,
    /// The attribute.
    pub attribute: String,
}
