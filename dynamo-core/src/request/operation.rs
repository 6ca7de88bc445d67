use std::sync::Arc;

use super::{
    BatchGet, BatchWrite, CreateTable, Delete, DeleteTable, DescribeTable, DescribeTtl, Get, Put, Query, SetTtl,
    TransactGet, TransactWrite, Update, UpdateTable, Write,
};
use crate::schema::Schema;

/// One request of any operation. Clones share what they hold: to keep one, or to send it again, costs nothing.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// use std::sync::Arc;
/// use dynamo_core::request::Request;
///
/// let request = Request::Get(Arc::new(Db::offline().get(User::key("u1")).request()?));
/// assert_eq!((request.operation(), request.table(), request.index()), ("GetItem", "users", None));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub enum Request {
    /// One item by its key.
    Get(Arc<Get>),
    /// A whole item, written.
    Put(Arc<Put>),
    /// Changes to an item.
    Update(Arc<Update>),
    /// An item, deleted.
    Delete(Arc<Delete>),
    /// A query, or a scan.
    Query(Arc<Query>),
    /// Items by their keys.
    BatchGet(Arc<BatchGet>),
    /// Unconditional writes.
    BatchWrite(Arc<BatchWrite>),
    /// Items by their keys, as they all are at one moment.
    TransactGet(Arc<TransactGet>),
    /// Writes and checks, together.
    TransactWrite(Arc<TransactWrite>),
    /// A new table.
    CreateTable(Arc<CreateTable>),
    /// A change of a table.
    UpdateTable(Arc<UpdateTable>),
    /// A table, deleted.
    DeleteTable(DeleteTable),
    /// The state of a table.
    DescribeTable(DescribeTable),
    /// How items expire.
    DescribeTtl(DescribeTtl),
    /// The attribute that items expire by.
    SetTtl(SetTtl),
}

impl Request {
    /// Asks what it costs, if it is of a kind that says so.
    #[cfg(feature = "tracing")]
    pub(crate) fn set_metered(&mut self) {
        match self {
            Self::Get(request) => Arc::make_mut(request).metered = true,
            Self::Put(request) => Arc::make_mut(request).metered = true,
            Self::Update(request) => Arc::make_mut(request).metered = true,
            Self::Delete(request) => Arc::make_mut(request).metered = true,
            Self::Query(request) => Arc::make_mut(request).metered = true,
            Self::BatchGet(request) => Arc::make_mut(request).metered = true,
            Self::BatchWrite(request) => Arc::make_mut(request).metered = true,
            Self::TransactGet(request) => Arc::make_mut(request).metered = true,
            Self::TransactWrite(request) => Arc::make_mut(request).metered = true,
            Self::CreateTable(_)
            | Self::UpdateTable(_)
            | Self::DeleteTable(_)
            | Self::DescribeTable(_)
            | Self::DescribeTtl(_)
            | Self::SetTtl(_) => {}
        }
    }

    /// Before it is sent again after another write: a transaction is another one then, which has another token.
    pub(crate) fn renew(&mut self) {
        if let Self::TransactWrite(request) = self {
            Arc::make_mut(request).renew();
        }
    }

    /// DynamoDB's name for the operation.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        match self {
            Self::Get(_) => "GetItem",
            Self::Put(_) => "PutItem",
            Self::Update(_) => "UpdateItem",
            Self::Delete(_) => "DeleteItem",
            Self::Query(query) if query.is_scan() => "Scan",
            Self::Query(_) => "Query",
            Self::BatchGet(_) => "BatchGetItem",
            Self::BatchWrite(_) => "BatchWriteItem",
            Self::TransactGet(_) => "TransactGetItems",
            Self::TransactWrite(_) => "TransactWriteItems",
            Self::CreateTable(_) => "CreateTable",
            Self::UpdateTable(_) => "UpdateTable",
            Self::DeleteTable(_) => "DeleteTable",
            Self::DescribeTable(_) => "DescribeTable",
            Self::DescribeTtl(_) => "DescribeTimeToLive",
            Self::SetTtl(_) => "UpdateTimeToLive",
        }
    }

    /// The table; of a batch or a transaction, that of its first member.
    #[must_use]
    pub fn table(&self) -> &str {
        match self {
            Self::Get(request) => &request.table,
            Self::Put(request) => &request.table,
            Self::Update(request) => &request.table,
            Self::Delete(request) => &request.table,
            Self::Query(request) => &request.table,
            Self::BatchGet(request) => request.tables.first().map_or("", |table| &table.table),
            Self::BatchWrite(request) => request.writes.first().map_or("", Write::table),
            Self::TransactGet(request) => request.tables.first().map_or("", |table| &table.table),
            Self::TransactWrite(request) => request.operations.first().map_or("", |first| first.operation.table()),
            Self::CreateTable(request) => &request.definition.table,
            Self::UpdateTable(request) => &request.table,
            Self::DeleteTable(request) => &request.table,
            Self::DescribeTable(request) => &request.table,
            Self::DescribeTtl(request) => &request.table,
            Self::SetTtl(request) => &request.table,
        }
    }

    /// The index, where one is read.
    #[must_use]
    pub fn index(&self) -> Option<&'static str> {
        match self {
            Self::Query(query) => query.index,
            _ => None,
        }
    }

    /// What is known of the items, of each member of a batch or a transaction; requests about tables know nothing of them.
    #[must_use]
    pub fn schemas(&self) -> Vec<&'static Schema> {
        match self {
            Self::Get(request) => vec![request.schema],
            Self::Put(request) => vec![request.schema],
            Self::Update(request) => vec![request.schema],
            Self::Delete(request) => vec![request.schema],
            Self::Query(request) => vec![request.schema],
            Self::BatchGet(request) => request.tables.iter().map(|table| table.schema).collect(),
            Self::BatchWrite(request) => request.writes.iter().map(Write::schema).collect(),
            Self::TransactGet(request) => request.tables.iter().map(|table| table.schema).collect(),
            Self::TransactWrite(request) => request.operations.iter().map(|one| one.operation.schema()).collect(),
            Self::CreateTable(_)
            | Self::UpdateTable(_)
            | Self::DeleteTable(_)
            | Self::DescribeTable(_)
            | Self::DescribeTtl(_)
            | Self::SetTtl(_) => Vec::new(),
        }
    }
}
