//! PostgreSQL, 15 or newer: one SQL table for each DynamoDB table, and the same answers.
//!
//! | column | what it holds |
//! |---|---|
//! | `pk`, `sk` | the key: `TEXT COLLATE "C"`, `NUMERIC` or `BYTEA`, so that their order is DynamoDB's whatever the database's is |
//! | `bucket` | a number from the partition key, by which scans are cut into segments |
//! | `identity` | 16 bytes from the key, which put rows of an index with equal keys in an order |
//! | `size` | how many bytes its JSON has, by which pages end |
//! | `schema_version` | the item's, where its type has one |
//! | `data` | the item as JSON that people and SQL read: see [`json`](crate::value::json) |
//!
//! An index is an expression index over `data`, and holds the items that have all of its key attributes. What a table and its indexes look like
//! is kept in their comments; who creates them by hand writes none, and has no table of ours.
//!
//! **Writes** take a lock on the key's hash, whether there is a row or not; those that have to know the item lock its row, look at it, and replace
//! it: conditions and updates are those of [`evaluate`](crate::evaluate). All locks of a transaction or a batch are taken in one order, so that no two
//! wait for each other. A batch is one statement, and so is a plain put or delete.
//!
//! **Every call** is a transaction of its own, and a short one: it is rolled back on any error, and when its future is dropped. What PostgreSQL gives up
//! for others (serialization failures, deadlocks with statements of your own) is done again, and so is what a broken connection has kept from being
//! carried out. A `COMMIT` whose answer is lost may have been carried out: PostgreSQL is asked over another connection what has become of that
//! transaction, and it counts as done, or is done again. Only where nobody answers for some seconds it ends as `OutcomeUnknown`. (A standby that takes
//! over without the last transactions of its primary cannot know of them: that is what synchronous replication is for.) A connection whose call is
//! dropped before its end is closed. A count without a filter is one statement, which takes as long as the rows are many.
//!
//! **What it lacks**: streams, capacity figures, NUL characters in text, and keys of more than 2,600 bytes, of which an entry of an index takes no
//! more: each is refused with `Unsupported` before anything is sent. Items past their time to live go when `Db::sweep_expired` is called. An index
//! that is added to a table is built at once, and writes wait meanwhile. Reads are always consistent. What other programs do to a table's
//! indexes is noticed within a minute, and at once when an index is asked for that was not there. Whoever writes rows by SQL must know of the columns
//! above; whoever reads them needs `data` only.

mod batch_get;
mod batch_write;
mod catalog;
mod column;
mod comment;
mod create_table;
mod define;
mod delete_table;
mod describe_table;
mod describe_ttl;
mod expression;
mod failure;
mod get;
mod identifier;
mod limits;
mod locked;
mod outcome;
mod page;
mod plan;
mod query;
mod range;
mod row_key;
mod rows;
mod session;
mod set_ttl;
mod stated;
mod statement;
mod task;
mod transact_get;
mod transact_write;
mod update_table;
mod write;

/// The versions that are used here, for pools of your own.
pub use deadpool_postgres;
pub use deadpool_postgres::Pool;
pub use tokio_postgres;

use std::sync::Arc;

use super::{Backend, BoxFuture, Capabilities, Feature};
use crate::error::Result;
use crate::request::Request;
use crate::response::{Reply, Rows};
use catalog::Catalog;

/// What it cannot do.
const CAPABILITIES: Capabilities = Capabilities {
    backend: "postgres",
    lacks: &[Feature::CapacityFigures, Feature::Streams, Feature::NulInText, Feature::LongKeys],
};

/// A pool of connections as an engine: what [`Db::postgres`](crate::Db::postgres) makes. By itself it explains queries.
///
/// ```no_run
/// use dynamo_core::backend::postgres::{Pool, Postgres};
/// use dynamo_core::prelude::*;
///
/// #[derive(Debug, PartialEq, DynamoTable)]
/// #[dynamo(table = "orders")]
/// #[gsi(by_status, pk = status, sk = total)]
/// struct Order {
///     #[pk]
///     id: String,
///     status: String,
///     total: u64,
/// }
///
/// async fn look(pool: Pool) -> Result<()> {
///     let (engine, db) = (Postgres::new(pool.clone()), Db::postgres(pool));
///     db.ensure_table::<Order>().await?;
///     let expensive = db.query(Order::by_status().partition("paid").sk(|s| s.ge(1_000_u64)));
///     for line in engine.explain(&expensive.request()?).await? {
///         println!("{line}");
///     }
///     Ok(())
/// }
/// ```
#[derive(Clone)]
pub struct Postgres {
    pool: Pool,
    catalog: Arc<Catalog>,
}

impl std::fmt::Debug for Postgres {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Postgres").field("pool", &self.pool.status()).finish()
    }
}

impl Postgres {
    /// The database that this pool is connected to. Tables are looked for, and made, where its connections look first.
    #[must_use]
    pub fn new(pool: Pool) -> Self {
        Self { pool, catalog: Arc::default() }
    }
}

impl Backend for Postgres {
    fn capabilities(&self) -> Capabilities {
        CAPABILITIES
    }

    fn execute<'a>(&'a self, request: Request, rows: Option<&'a Rows>) -> BoxFuture<'a, Result<Reply>> {
        match request {
            Request::Get(request) => Box::pin(self.get(Arc::unwrap_or_clone(request), rows)),
            Request::Put(request) => Box::pin(self.put(Arc::unwrap_or_clone(request))),
            Request::Update(request) => Box::pin(self.update(Arc::unwrap_or_clone(request))),
            Request::Delete(request) => Box::pin(self.delete(Arc::unwrap_or_clone(request))),
            Request::Query(request) => Box::pin(self.query(Arc::unwrap_or_clone(request), rows)),
            Request::BatchGet(request) => Box::pin(self.batch_get(Arc::unwrap_or_clone(request), rows)),
            Request::BatchWrite(request) => Box::pin(self.batch_write(Arc::unwrap_or_clone(request))),
            Request::TransactGet(request) => Box::pin(self.transact_get(Arc::unwrap_or_clone(request), rows)),
            Request::TransactWrite(request) => Box::pin(self.transact_write(Arc::unwrap_or_clone(request))),
            Request::CreateTable(request) => Box::pin(self.create_table(Arc::unwrap_or_clone(request))),
            Request::UpdateTable(request) => Box::pin(self.update_table(Arc::unwrap_or_clone(request))),
            Request::DeleteTable(request) => Box::pin(self.delete_table(request)),
            Request::DescribeTable(request) => Box::pin(self.describe_table(request)),
            Request::DescribeTtl(request) => Box::pin(self.describe_ttl(request)),
            Request::SetTtl(request) => Box::pin(self.set_ttl(request)),
        }
    }
}
