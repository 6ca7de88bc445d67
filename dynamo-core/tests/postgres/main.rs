//! What is PostgreSQL's own: the order of keys whatever the collation, plans, locks, connections that break. What all engines have in common is in
//! `tests/conformance`.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

#[path = "../database/mod.rs"]
mod database;

mod broken;
mod dropped;
mod foreign;
mod kept;
mod order;
mod plans;
mod races;

use std::future::Future;

use database::Database;
use dynamo_core::backend::postgres::Pool;
use dynamo_core::backend::postgres::tokio_postgres::Row;
use dynamo_core::backend::postgres::tokio_postgres::types::ToSql;
use dynamo_core::prelude::*;

/// Runs a test in a database of its own, where there is a server.
async fn with_database<F: Future<Output = ()>>(run: impl FnOnce(Pool, Db) -> F) {
    let Some(database) = Database::new().await else { return };
    let pool = database.pool(16);
    run(pool.clone(), Db::postgres(pool)).await;
    database.drop().await;
}

async fn sql(pool: &Pool, statement: &str, values: &[&(dyn ToSql + Sync)]) -> Vec<Row> {
    pool.get().await.unwrap().query(statement, values).await.unwrap_or_else(|error| panic!("{statement}: {error:?}"))
}
