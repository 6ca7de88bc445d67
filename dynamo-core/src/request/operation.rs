use super::{
    BatchGet, BatchWrite, CreateTable, Delete, DeleteTable, DescribeTable, DescribeTtl, Get, Put, Query, SetTtl,
    TransactGet, TransactWrite, Update, UpdateTable, Write,
};
use crate::schema::Schema;

/// One request of any operation.
#[derive(Debug, Clone)]
pub enum Request {
    /// One item by its key.
    Get(Box<Get>),
    /// A whole item, written.
    Put(Box<Put>),
    /// Changes to an item.
    Update(Box<Update>),
    /// An item, deleted.
    Delete(Box<Delete>),
    /// A query, or a scan.
    Query(Box<Query>),
    /// Items by their keys.
    BatchGet(Box<BatchGet>),
    /// Unconditional writes.
    BatchWrite(Box<BatchWrite>),
    /// Items by their keys, as they all are at one moment.
    TransactGet(Box<TransactGet>),
    /// Writes and checks, together.
    TransactWrite(Box<TransactWrite>),
    /// A new table.
    CreateTable(Box<CreateTable>),
    /// A change of a table.
    UpdateTable(Box<UpdateTable>),
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
            Self::Get(request) => request.metered = true,
            Self::Put(request) => request.metered = true,
            Self::Update(request) => request.metered = true,
            Self::Delete(request) => request.metered = true,
            Self::Query(request) => request.metered = true,
            Self::BatchGet(request) => request.metered = true,
            Self::BatchWrite(request) => request.metered = true,
            Self::TransactGet(request) => request.metered = true,
            Self::TransactWrite(request) => request.metered = true,
            Self::CreateTable(_)
            | Self::UpdateTable(_)
            | Self::DeleteTable(_)
            | Self::DescribeTable(_)
            | Self::DescribeTtl(_)
            | Self::SetTtl(_) => {}
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
