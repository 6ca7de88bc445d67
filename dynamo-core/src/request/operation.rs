use super::{BatchGet, BatchWrite, CreateTable, Delete, DescribeTable, Get, Put, Query, SetTtl, Update, Write};
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
    /// A new table.
    CreateTable(Box<CreateTable>),
    /// The state of a table.
    DescribeTable(DescribeTable),
    /// The attribute that items expire by.
    SetTtl(SetTtl),
}

impl Request {
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
            Self::CreateTable(_) => "CreateTable",
            Self::DescribeTable(_) => "DescribeTable",
            Self::SetTtl(_) => "UpdateTimeToLive",
        }
    }

    /// The table; of a batch the first one.
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
            Self::CreateTable(request) => &request.definition.table,
            Self::DescribeTable(request) => &request.table,
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

    /// What is known of the items. Requests about tables have none, and batches may have several.
    #[must_use]
    pub fn schema(&self) -> Option<&'static Schema> {
        match self {
            Self::Get(request) => Some(request.schema),
            Self::Put(request) => Some(request.schema),
            Self::Update(request) => Some(request.schema),
            Self::Delete(request) => Some(request.schema),
            Self::Query(request) => Some(request.schema),
            Self::BatchGet(_) | Self::BatchWrite(_) => None,
            Self::CreateTable(_) | Self::DescribeTable(_) | Self::SetTtl(_) => None,
        }
    }
}
