//! The requests that there are.

use std::sync::Arc;

use dynamo_core::prelude::*;
use dynamo_core::request::{
    CreateTable, DeleteTable, DescribeTable, DescribeTtl, Request, SetTtl, TableChange, UpdateTable,
};
use dynamo_core::schema::StreamView;

use crate::{Part, part};

/// One for each operation, and for writes that are sent again when an answer is lost one that is not, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sent {
    Get,
    Put,
    Create,
    Update,
    Increment,
    Delete,
    DeleteIf,
    Query,
    Scan,
    BatchGet,
    BatchWrite,
    TransactGet,
    Transact,
    CreateTable,
    UpdateTable,
    DeleteTable,
    DescribeTable,
    DescribeTtl,
    UpdateTtl,
}

impl Sent {
    pub(crate) const ALL: [Self; 19] = [
        Self::Get,
        Self::Put,
        Self::Create,
        Self::Update,
        Self::Increment,
        Self::Delete,
        Self::DeleteIf,
        Self::Query,
        Self::Scan,
        Self::BatchGet,
        Self::BatchWrite,
        Self::TransactGet,
        Self::Transact,
        Self::CreateTable,
        Self::UpdateTable,
        Self::DeleteTable,
        Self::DescribeTable,
        Self::DescribeTtl,
        Self::UpdateTtl,
    ];

    pub(crate) fn request(self, db: &Db) -> Request {
        let key = || Part::key("p");
        match self {
            Self::Get => Request::Get(Arc::new(db.get(key()).request().unwrap())),
            Self::Put => Request::Put(Arc::new(db.put(&part()).request().unwrap())),
            Self::Create => Request::Put(Arc::new(db.create(&part()).request().unwrap())),
            Self::Update => Request::Update(Arc::new(db.update(key()).set(|p| p.count().set(2)).request().unwrap())),
            Self::Increment => {
                Request::Update(Arc::new(db.update(key()).set(|p| p.count().increment(1)).request().unwrap()))
            }
            Self::Delete => Request::Delete(Arc::new(db.delete(key()).request().unwrap())),
            Self::DeleteIf => {
                Request::Delete(Arc::new(db.delete(key()).only_if(|p| p.count().eq(0)).request().unwrap()))
            }
            Self::Query => Request::Query(Arc::new(db.query(Part::partition("p")).request().unwrap())),
            Self::Scan => Request::Query(Arc::new(db.scan::<Part>().request().unwrap())),
            Self::BatchGet => Request::BatchGet(Arc::new(db.batch_get([key()]).request().unwrap())),
            Self::BatchWrite => Request::BatchWrite(Arc::new(db.batch_write().put(&part()).request().unwrap())),
            Self::TransactGet => Request::TransactGet(Arc::new(db.transact_get([key()]).request().unwrap())),
            Self::Transact => Request::TransactWrite(Arc::new(db.put(&part()).exactly_once().request().unwrap())),
            Self::CreateTable => {
                let CreateTable { definition } = db.create_table::<Part>().request().unwrap();
                Request::CreateTable(Arc::new(CreateTable { definition }))
            }
            Self::DescribeTable => Request::DescribeTable(DescribeTable { table: "stock".into() }),
            Self::UpdateTable => {
                let change = TableChange::Stream(StreamView::NewImage);
                Request::UpdateTable(Arc::new(UpdateTable { table: "stock".into(), change }))
            }
            Self::DeleteTable => Request::DeleteTable(DeleteTable { table: "stock".into() }),
            Self::DescribeTtl => Request::DescribeTtl(DescribeTtl { table: "stock".into() }),
            Self::UpdateTtl => Request::SetTtl(SetTtl { table: "stock".into(), attribute: "expires".into() }),
        }
    }

    /// Whether it is a write of which nobody knows what became of it when its answer is lost.
    pub(crate) fn is_once(self) -> bool {
        matches!(self, Self::Create | Self::Increment | Self::DeleteIf | Self::Transact)
    }
}
