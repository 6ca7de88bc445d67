use super::{CreateTable, Delete, DescribeTable, Get, Put, Query, SetTtl, Update};
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
            Self::CreateTable(_) => "CreateTable",
            Self::DescribeTable(_) => "DescribeTable",
            Self::SetTtl(_) => "UpdateTimeToLive",
        }
    }

    /// The table.
    #[must_use]
    pub fn table(&self) -> &str {
        match self {
            Self::Get(request) => &request.table,
            Self::Put(request) => &request.table,
            Self::Update(request) => &request.table,
            Self::Delete(request) => &request.table,
            Self::Query(request) => &request.table,
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

    /// What is known of the items; requests about tables have none.
    #[must_use]
    pub fn schema(&self) -> Option<&'static Schema> {
        match self {
            Self::Get(request) => Some(request.schema),
            Self::Put(request) => Some(request.schema),
            Self::Update(request) => Some(request.schema),
            Self::Delete(request) => Some(request.schema),
            Self::Query(request) => Some(request.schema),
            Self::CreateTable(_) | Self::DescribeTable(_) | Self::SetTtl(_) => None,
        }
    }
}
