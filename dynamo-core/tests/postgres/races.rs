//! Many at once.

use dynamo_core::prelude::*;
use tokio::task::JoinSet;

use crate::{sql, with_database};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "seats")]
struct Seat {
    #[pk]
    id: u32,
    who: String,
    times: u32,
}

fn seat(id: u32, who: impl ToString) -> Seat {
    Seat { id, who: who.to_string(), times: 0 }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_64_creates_wins() {
    with_database(|_, db| async move {
        db.create_table::<Seat>().await.unwrap();
        for id in 0..20 {
            let mut tasks = JoinSet::new();
            for who in 0..64 {
                let db = db.clone();
                tasks.spawn(async move { db.create(&seat(id, who)).await.map(|()| who) });
            }
            let (won, lost): (Vec<_>, Vec<_>) = tasks.join_all().await.into_iter().partition(Result::is_ok);
            assert_eq!((won.len(), lost.len()), (1, 63));
            assert!(lost.iter().all(|lost| lost.as_ref().is_err_and(Error::is_already_exists)), "{lost:?}");
            let found = db.get(Seat::key(id)).required().await.unwrap();
            assert_eq!(found.who, won[0].as_ref().unwrap().to_string());
        }
    })
    .await;
}

/// No two wait for each other, and nobody is told of a deadlock.
#[tokio::test(flavor = "multi_thread")]
async fn opposite_orders_end_well() {
    with_database(|pool, db| async move {
        db.create_table::<Seat>().await.unwrap();
        db.batch_write().put_all(&(0..20).map(|id| seat(id, "nobody")).collect::<Vec<_>>()).await.unwrap();
        let mut tasks = JoinSet::new();
        for task in 0..8_u32 {
            let db = db.clone();
            tasks.spawn(async move {
                for round in 0..25 {
                    let mut ids: Vec<u32> = (0..20).collect();
                    if task % 2 == 1 {
                        ids.reverse();
                    }
                    if (task + round) % 5 == 0 {
                        // A batch takes the same locks, and writes what is there: the sum tells lost updates.
                        let others: Vec<_> = ids.iter().map(|id| seat(100 + id, task)).collect();
                        db.batch_write().put_all(&others).await.unwrap();
                    }
                    let mut transaction = db.transact_write();
                    for id in ids {
                        transaction = transaction.update(Seat::key(id), |u| u.set(|s| s.times().increment(1)));
                    }
                    transaction.await.unwrap();
                }
            });
        }
        tasks.join_all().await;
        for id in 0..20 {
            assert_eq!(db.get(Seat::key(id)).required().await.unwrap().times, 200);
        }
        let deadlocks =
            sql(&pool, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()", &[]).await;
        assert_eq!(deadlocks[0].get::<_, i64>(0), 0);
    })
    .await;
}

/// Each makes its own item on the condition that the other's is not there: one of the two has to lose.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_absent_is_locked_too() {
    with_database(|_, db| async move {
        db.create_table::<Seat>().await.unwrap();
        for round in 0..50 {
            let (one, other) = (2 * round, 2 * round + 1);
            let take = |own: u32, others: u32| {
                let db = db.clone();
                tokio::spawn(async move {
                    let transaction = db.transact_write().check_absent(Seat::key(others));
                    transaction.create(&seat(own, own)).await.is_ok()
                })
            };
            let (first, second) = (take(one, other), take(other, one));
            let won = [first.await.unwrap(), second.await.unwrap()];
            assert_eq!(won.iter().filter(|won| **won).count(), 1, "round {round}");
        }
    })
    .await;
}

/// Tables are made once, whoever is first.
#[tokio::test(flavor = "multi_thread")]
async fn tables_are_made_once() {
    with_database(|_, db| async move {
        let mut tasks = JoinSet::new();
        for _ in 0..16 {
            let db = db.clone();
            tasks.spawn(async move { db.create_table::<Seat>().await });
        }
        let done = tasks.join_all().await;
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1, "{done:?}");
        let taken = |done: &Result<()>| done.as_ref().err().is_none_or(Error::is_already_exists);
        assert!(done.iter().all(taken), "{done:?}");
        db.put(&seat(1, "a")).await.unwrap();
    })
    .await;
}
