//! Connections that break, servers that are slow or not there, rights that are missing.

use std::future::{Future, IntoFuture as _};
use std::time::Duration;

use dynamo_core::backend::postgres::Pool;
use dynamo_core::backend::postgres::deadpool_postgres::{Config, Manager, Runtime};
use dynamo_core::backend::postgres::tokio_postgres::NoTls;
use dynamo_core::error::{ErrorKind, Result};
use dynamo_core::middleware::Backoff;
use dynamo_core::prelude::*;

use crate::database::Database;
use crate::{sql, with_database};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "notes")]
struct Note {
    #[pk]
    id: u32,
    text: String,
    times: u32,
}

fn note(id: u32) -> Note {
    Note { id, text: "secret".into(), times: 0 }
}

/// Ends all other sessions of the database, as a restart does.
async fn end_sessions(pool: &Pool) {
    let session = pool.get().await.unwrap();
    let end = "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity \
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    session.query(end, &[]).await.unwrap();
    // The last one ends itself.
    drop(session.query("SELECT pg_terminate_backend(pg_backend_pid())", &[]).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_all_goes_on() {
    with_database(|pool, db| async move {
        db.create_table::<Note>().await.unwrap();
        for round in 0..20_u32 {
            // Several connections are in the pool.
            let reads = (0..6).map(|id| db.get(Note::key(id)).into_future());
            futures_util::future::try_join_all(reads).await.unwrap();
            end_sessions(&pool).await;
            match round % 5 {
                0 => db.put(&note(round)).await.unwrap(),
                1 => db.batch_write().put(&note(round)).await.unwrap(),
                2 => db.create(&note(round)).await.unwrap(),
                3 => db.upsert(Note::key(round)).set(|n| (n.text().set("t"), n.times().set(0))).await.unwrap(),
                _ => drop(db.scan::<Note>().all().await.unwrap()),
            }
        }
        assert_eq!(db.scan::<Note>().count().await.unwrap(), 16);
    })
    .await;
}

/// A transaction that had not come to its end is done again.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ends_before_the_commit_has_done_nothing() {
    with_database(|pool, db| async move {
        db.create_table::<Note>().await.unwrap();
        db.put(&note(1)).await.unwrap();
        let mut other = pool.get().await.unwrap();
        let holding = other.transaction().await.unwrap();
        holding.query("SELECT 1 FROM notes FOR UPDATE", &[]).await.unwrap();
        let waiting = {
            let db = db.clone();
            tokio::spawn(async move { db.update(Note::key(1)).set(|n| n.times().increment(1)).await })
        };
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
        let mut ended = 0;
        while ended == 0 {
            ended = sql(&pool, end, &[]).await.len();
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        holding.rollback().await.unwrap();
        waiting.await.unwrap().unwrap();
        assert_eq!(db.get(Note::key(1)).required().await.unwrap().times, 1);
    })
    .await;
}

/// Our write of 1 and 2 meets somebody who has 2 and wants 1. Nothing but the engine itself does it again.
async fn met_by_others<T: Send + 'static>(pool: &Pool, ours: impl Future<Output = Result<T>> + Send + 'static) {
    let mut other = pool.get().await.unwrap();
    // The one that looks first gives up: ours.
    other.batch_execute("SET deadlock_timeout = '60s'").await.unwrap();
    let foreign = other.transaction().await.unwrap();
    foreign.query("SELECT 1 FROM notes WHERE pk = 2 FOR UPDATE", &[]).await.unwrap();
    let ours = tokio::spawn(ours);
    let waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    while sql(pool, waiting, &[]).await.is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    foreign.query("SELECT 1 FROM notes WHERE pk = 1 FOR UPDATE", &[]).await.unwrap();
    foreign.commit().await.unwrap();
    ours.await.unwrap().unwrap();
    other.batch_execute("RESET deadlock_timeout").await.unwrap();
}

/// The server counts them with some delay.
async fn until_deadlocks(pool: &Pool, count: i64) {
    let counted = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
    while sql(pool, counted, &[]).await[0].get::<_, i64>(0) < count {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deadlock_with_statements_of_others_is_not_ours_to_tell() {
    with_database(|pool, _| async move {
        let db = alone(&pool);
        db.create_table::<Note>().await.unwrap();
        db.batch_write().put(&note(1)).put(&note(2)).await.unwrap();
        let transaction = db.transact_write().update(Note::key(1), |u| u.set(|n| n.times().increment(1)));
        let transaction = transaction.update(Note::key(2), |u| u.set(|n| n.times().increment(1)));
        met_by_others(&pool, transaction.into_future()).await;
        until_deadlocks(&pool, 1).await;
        for id in [1, 2] {
            assert_eq!(db.get(Note::key(id)).required().await.unwrap().times, 1);
        }
        let batch = db.batch_write().put(&Note { times: 7, ..note(1) }).put(&Note { times: 7, ..note(2) });
        met_by_others(&pool, async move { batch.await }).await;
        until_deadlocks(&pool, 2).await;
        for id in [1, 2] {
            assert_eq!(db.get(Note::key(id)).required().await.unwrap().times, 7);
        }
    })
    .await;
}

/// A handle whose layers send nothing again.
fn alone(pool: &Pool) -> Db {
    Db::builder().backoff(Backoff { attempts: 1, ..Backoff::default() }).postgres(pool.clone())
}

async fn set_for_all(pool: &Pool, setting: &str) {
    let name: String = sql(pool, "SELECT current_database()::text", &[]).await[0].get(0);
    let session = pool.get().await.unwrap();
    session.batch_execute(&format!("ALTER DATABASE {name} SET {setting}")).await.unwrap();
    drop(session);
    end_sessions(pool).await;
    // Until the pool has noticed.
    while pool.get().await.unwrap().simple_query("SELECT 1").await.is_err() {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_takes_too_long_is_a_timeout() {
    with_database(|pool, db| async move {
        db.create_table::<Note>().await.unwrap();
        db.put(&note(1)).await.unwrap();
        set_for_all(&pool, "statement_timeout = '100ms'").await;
        let mut other = pool.get().await.unwrap();
        let holding = other.transaction().await.unwrap();
        holding.query("SELECT 1 FROM notes FOR UPDATE", &[]).await.unwrap();
        let update = db.update(Note::key(1)).set(|n| n.times().increment(1));
        let error = update.await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (&ErrorKind::Timeout, Some("57014")));
        assert_eq!(error.table(), Some("notes"));
        holding.rollback().await.unwrap();
        assert_eq!(db.get(Note::key(1)).required().await.unwrap().times, 0);
        db.update(Note::key(1)).set(|n| n.times().increment(1)).await.unwrap();
    })
    .await;
}

/// Under any default, and under a stricter one than ours.
#[tokio::test(flavor = "multi_thread")]
async fn serializable_databases_lose_nothing() {
    with_database(|pool, db| async move {
        db.create_table::<Note>().await.unwrap();
        db.put(&note(1)).await.unwrap();
        set_for_all(&pool, "default_transaction_isolation = 'serializable'").await;
        let db = alone(&pool);
        let count = |db: Db| async move {
            for _ in 0..20 {
                db.update(Note::key(1)).set(|n| n.times().increment(1)).await.unwrap();
                db.batch_write().put(&note(2)).put(&note(3)).await.unwrap();
            }
        };
        futures_util::future::join_all((0..8).map(|_| tokio::spawn(count(db.clone())))).await;
        assert_eq!(db.get(Note::key(1)).required().await.unwrap().times, 160);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_standby_takes_no_writes() {
    with_database(|pool, db| async move {
        db.create_table::<Note>().await.unwrap();
        set_for_all(&pool, "default_transaction_read_only = on").await;
        let error = db.put(&note(1)).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (&ErrorKind::Unavailable, Some("25006")));
        assert_eq!(db.get(Note::key(1)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_rights_are_told() {
    with_database(|pool, db| async move {
        db.create_table::<Note>().await.unwrap();
        let role = format!("reader_{}", std::process::id());
        let session = pool.get().await.unwrap();
        session.batch_execute(&format!("CREATE ROLE {role}; SET ROLE {role}")).await.unwrap();
        drop(session);
        // It is the only connection that the pool has made so far.
        let error = db.put(&note(1)).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (&ErrorKind::AccessDenied, Some("42501")));
        assert!(!format!("{error} {error:?}").contains("secret"));
        sql(&pool, "RESET ROLE", &[]).await;
        sql(&pool, &format!("DROP ROLE {role}"), &[]).await;
    })
    .await;
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    // Nobody listens on a port that was just given back.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let config = Config { url: Some(format!("postgres://nobody@127.0.0.1:{port}/none")), ..Config::default() };
    let db = Db::postgres(config.create_pool(Some(Runtime::Tokio1), NoTls).unwrap());
    for error in [db.get(Note::key(1)).await.unwrap_err(), db.put(&note(1)).await.unwrap_err()] {
        assert_eq!(error.kind(), &ErrorKind::Unavailable, "{error}");
        assert!(std::error::Error::source(&error).is_some());
    }
}

#[tokio::test]
async fn a_pool_that_is_used_up_says_so() {
    let Some(database) = Database::new().await else { return };
    let builder = Pool::builder(Manager::new(database.config(), NoTls)).max_size(1).runtime(Runtime::Tokio1);
    let pool = builder.wait_timeout(Some(Duration::from_millis(50))).build().unwrap();
    let db = Db::postgres(pool.clone());
    db.create_table::<Note>().await.unwrap();
    let held = pool.get().await.unwrap();
    let error = db.get(Note::key(1)).await.unwrap_err();
    assert!(error.is_throttled() && error.to_string().contains("pool"), "{error}");
    drop(held);
    assert_eq!(db.get(Note::key(1)).await.unwrap(), None);
    drop(pool);
    database.drop().await;
}
