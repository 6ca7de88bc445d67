//! Calls that are given up at any moment.

use std::future::IntoFuture as _;
use std::time::Duration;

use dynamo_core::prelude::*;
use tokio::task::JoinSet;

use crate::{sql, with_database};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "drafts")]
struct Draft {
    #[pk]
    id: u32,
    half: u32,
    other: u32,
}

/// Both halves of every item are equal: nothing is done by half. Afterwards no session is in a transaction, no lock is held, and the pool is whole.
#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_dropped_calls_leave_nothing_behind() {
    with_database(|pool, db| async move {
        db.create_table::<Draft>().await.unwrap();
        let mut tasks = JoinSet::new();
        let mut random = fastrand::Rng::with_seed(7);
        for call in 0..1_000_u32 {
            let (db, pause) = (db.clone(), Duration::from_micros(random.u64(0..4_000)));
            tasks.spawn(async move {
                let id = call % 20;
                let draft = Draft { id, half: call, other: call };
                let work = async {
                    match call % 6 {
                        0 => db.put(&draft).await,
                        1 => db.create(&draft).await,
                        2 => {
                            let update = db.update(Draft::key(id)).set(|d| (d.half().increment(1), d.other().increment(1)));
                            update.await
                        }
                        3 => db.batch_write().put(&draft).delete(Draft::key(id + 100)).await,
                        4 => db.transact_write().put(&draft).delete(Draft::key(id + 100)).await,
                        _ => db.query(Draft::partition(id)).all().await.map(drop),
                    }
                };
                tokio::time::timeout(pause, work).await.is_err()
            });
        }
        let dropped = tasks.join_all().await.into_iter().filter(|dropped| *dropped).count();
        println!("{dropped} of 1,000 calls were dropped");
        assert!(dropped > 200, "{dropped}");

        // What was sent last may still be at work for a moment.
        let open = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
            AND (state <> 'idle' OR xact_start IS NOT NULL)";
        let mut left = 0;
        for _ in 0..100 {
            left = sql(&pool, open, &[]).await[0].get::<_, i64>(0);
            if left == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(left, 0, "sessions in a transaction");
        let locks = sql(&pool, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' \
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())", &[]).await;
        assert_eq!(locks[0].get::<_, i64>(0), 0);
        // Every connection of the pool can be used, and none is missing.
        let mut held = Vec::new();
        for _ in 0..pool.status().max_size {
            let session = pool.get().await.unwrap();
            let aborted = session.query_one("SELECT pg_current_xact_id_if_assigned() IS NULL", &[]).await.unwrap();
            assert!(aborted.get::<_, bool>(0));
            held.push(session);
        }
        drop(held);
        for draft in db.scan::<Draft>().all().await.unwrap() {
            assert_eq!(draft.half, draft.other, "{draft:?}");
            db.put(&draft).await.unwrap();
        }
    })
    .await;
}

/// A call that is given up while it waits for somebody's lock takes its connection with it: nobody else waits behind it.
#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_call_that_waits_blocks_nobody() {
    with_database(|pool, db| async move {
        db.create_table::<Draft>().await.unwrap();
        db.put(&Draft { id: 1, half: 0, other: 0 }).await.unwrap();
        let mut other = pool.get().await.unwrap();
        let holding = other.transaction().await.unwrap();
        holding.query("SELECT 1 FROM drafts FOR UPDATE", &[]).await.unwrap();
        // More than the pool has connections.
        let wait = |_| {
            let db = db.clone();
            tokio::spawn(async move {
                let update = db.update(Draft::key(1)).set(|d| (d.half().increment(1), d.other().increment(1)));
                tokio::time::timeout(Duration::from_millis(300), update.into_future()).await.is_err()
            })
        };
        for _ in 0..3 {
            for waiting in (0..pool.status().max_size).map(wait).collect::<Vec<_>>() {
                assert!(waiting.await.unwrap(), "it waits");
            }
        }
        let read = tokio::time::timeout(Duration::from_secs(20), db.get(Draft::key(2)).into_future());
        assert_eq!(read.await.expect("nobody waits behind them").unwrap(), None);
        holding.rollback().await.unwrap();
        let update = db.update(Draft::key(1)).set(|d| d.half().increment(1)).returning_new();
        assert_eq!(update.await.unwrap().half, 1, "none of them was carried out");
    })
    .await;
}
