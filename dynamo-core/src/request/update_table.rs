use super::TableName;
use crate::schema::{IndexDefinition, StreamView, Throughput};

/// A change of a table that is there.
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
/// use std::sync::Arc;
/// use dynamo_core::request::{Request, TableChange, UpdateTable};
/// use dynamo_core::schema::StreamView;
///
/// let change = TableChange::Stream(StreamView::KeysOnly);
/// db.execute(Request::UpdateTable(Arc::new(UpdateTable { table: "users".into(), change })), None).await?;
/// assert_eq!(db.verify_table::<User>().await?.differences().len(), 0);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateTable {
    /// The table's name.
    pub table: TableName,
    /// What becomes different.
    pub change: TableChange,
}

/// What becomes different about a table: one thing at a time, as DynamoDB takes it.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::request::{TableChange, UpdateTable};
/// use dynamo_core::schema::StreamView;
///
/// let update = UpdateTable { table: "users".into(), change: TableChange::Stream(StreamView::NewImage) };
/// assert_eq!(update.change, TableChange::Stream(StreamView::NewImage));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableChange {
    /// It has one more global index.
    AddIndex {
        /// What the index looks like.
        index: IndexDefinition,
        /// What is set aside for it; `None` where the table is paid for by request.
        throughput: Option<Throughput>,
    },
    /// It has a stream.
    Stream(StreamView),
}
