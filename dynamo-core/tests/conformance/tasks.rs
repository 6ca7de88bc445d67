//! Several at once, and calls that are given up in the middle.

use std::collections::BTreeSet;
use std::future::{Future, IntoFuture};
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use dynamo_core::error::ErrorKind;
use dynamo_core::operation::TransactWrite;
use dynamo_core::prelude::*;
use tokio::task::JoinSet;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{NumberKeys, Stamped, stamped};

variants! {
    Tasks {
        OneKeyCreated,
        ManyKeysCreated,
        OneVersionPut,
        OppositeOrders,
        ReadersAndWriters,
        Clones,
        DroppedAtOnce,
        DroppedInTime,
        DroppedUnsent,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let alone = |tasks: Tasks| if tasks == Tasks::OppositeOrders { case(tasks).alone() } else { case(tasks) };
    Tasks::ALL.iter().map(|tasks| alone(*tasks)).collect()
}

fn case(tasks: Tasks) -> Case {
    Case::new(format!("tasks: {tasks:?}"), move |bench| async move {
        match tasks {
            Tasks::OneKeyCreated => one_key_created(bench).await,
            Tasks::ManyKeysCreated => many_keys_created(bench).await,
            Tasks::OneVersionPut => one_version_put(bench).await,
            Tasks::OppositeOrders => opposite_orders(bench).await,
            Tasks::ReadersAndWriters => readers_and_writers(bench).await,
            Tasks::Clones => clones(bench).await,
            Tasks::DroppedAtOnce => dropped_at_once(bench).await,
            Tasks::DroppedInTime => dropped_in_time(bench).await,
            Tasks::DroppedUnsent => dropped_unsent(bench).await,
        }
    })
}

fn numbered(at: i64) -> NumberKeys {
    NumberKeys { account: 1, at, note: Some(at.to_string()) }
}

/// Of a hundred tasks that create one key, one does.
async fn one_key_created(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    let mut tasks = JoinSet::new();
    for task in 0..100 {
        let (db, item) = (db.clone(), Stamped { note: task.to_string(), ..stamped("a") });
        tasks.spawn(async move { db.create(&item).written().await });
    }
    let (won, lost): (Vec<_>, Vec<_>) = tasks.join_all().await.into_iter().partition(Result::is_ok);
    let won: Vec<_> = won.into_iter().map(|won| won.expect("it won")).collect();
    assert_eq!((won.len(), lost.len()), (1, 99));
    assert_eq!(db.get(Stamped::key("a")).required().await.expect("an item"), won[0]);
    for lost in lost {
        let error = lost.expect_err("it lost");
        assert_eq!(error.kind(), &ErrorKind::AlreadyExists);
        assert_eq!(error.current::<Stamped>().expect("an item"), Some(won[0].clone()));
    }
}

/// Transactions on the same items, named in opposite orders: what meets another one is sent again, and all of them are carried out.
async fn opposite_orders(bench: Bench) {
    let db = bench.with::<NumberKeys>().await;
    let mut tasks = JoinSet::new();
    for task in 0..2 {
        let db = db.clone();
        tasks.spawn(async move {
            for round in 0..10 {
                let mut items: Vec<_> = (0..8).map(numbered).collect();
                if task == 1 {
                    items.reverse();
                }
                let note = Some(format!("task {task}, round {round}"));
                let put =
                    |transaction: TransactWrite, item| transaction.put(&NumberKeys { note: note.clone(), ..item });
                items.into_iter().fold(db.transact_write(), put).await?;
            }
            Ok::<_, Error>(())
        });
    }
    for result in tasks.join_all().await {
        result.expect("all of it is carried out");
    }
    let notes: BTreeSet<_> =
        db.scan::<NumberKeys>().select(|f| f.note()).all().await.expect("a scan").into_iter().collect();
    assert_eq!(notes.len(), 1, "one transaction was the last for all items: {notes:?}");
}

async fn many_keys_created(bench: Bench) {
    let db = bench.with::<NumberKeys>().await;
    let mut tasks = JoinSet::new();
    for at in 0..100 {
        let db = db.clone();
        tasks.spawn(async move { db.create(&numbered(at)).await });
    }
    for result in tasks.join_all().await {
        result.expect("each has a key of its own");
    }
    assert_eq!(bench.raw.items(&db.table_name::<NumberKeys>()).await.len(), 100);
}

/// Of many tasks that write what they have read, one does; the others are told what is there.
async fn one_version_put(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    let first = db.create(&stamped("a")).written().await.expect("a new item");
    let mut tasks = JoinSet::new();
    for task in 0..50 {
        let (db, item) = (db.clone(), Stamped { note: task.to_string(), ..first.clone() });
        tasks.spawn(async move { db.put(&item).await });
    }
    let results = tasks.join_all().await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    for error in results.into_iter().filter_map(Result::err) {
        assert_eq!(error.kind(), &ErrorKind::VersionConflict { expected: 1, found: Some(2) });
    }
    assert_eq!(db.get(Stamped::key("a")).required().await.expect("an item").rev, 2);
}

/// A reader sees whole items only.
async fn readers_and_writers(bench: Bench) {
    let db = bench.with::<NumberKeys>().await;
    db.put(&numbered(1)).await.expect("a new item");
    let mut tasks = JoinSet::new();
    for text in ["a", "b"] {
        let db = db.clone();
        tasks.spawn(async move {
            for _ in 0..20 {
                db.put(&NumberKeys { note: Some(text.repeat(1000)), ..numbered(1) }).await.expect("a put");
            }
        });
    }
    for _ in 0..2 {
        let db = db.clone();
        tasks.spawn(async move {
            for _ in 0..20 {
                let note = db.get(NumberKeys::key(1, 1)).consistent().required().await.expect("an item").note;
                let note = note.expect("a note");
                assert!(note == "1" || note == "a".repeat(1000) || note == "b".repeat(1000));
            }
        });
    }
    tasks.join_all().await;
}

/// Clones share the engine, and outlive the handle they were made from.
async fn clones(bench: Bench) {
    bench.with::<NumberKeys>().await;
    let Bench { db, .. } = bench;
    let clone = db.clone();
    clone.put(&numbered(1)).await.expect("a new item");
    assert_eq!(db.get(NumberKeys::key(1, 1)).consistent().await.expect("a get"), Some(numbered(1)));
    drop(db);
    assert_eq!(clone.get(NumberKeys::key(1, 1)).consistent().await.expect("a get"), Some(numbered(1)));
}

/// Begins a call and gives it up.
fn poll_once(future: impl Future) {
    // The answer may be there at once.
    drop(pin!(future).poll(&mut Context::from_waker(Waker::noop())));
}

/// What was given up was carried out or not, as a whole; everything works on.
async fn works_on(bench: &Bench, most: usize) {
    let table = bench.db.table_name::<NumberKeys>();
    // A call that was on its way may arrive yet.
    tokio::time::sleep(Duration::from_millis(50)).await;
    let items = bench.raw.items(&table).await;
    assert!(items.len() <= most, "{} items", items.len());
    for item in items {
        let read = NumberKeys::from_item(item).expect("a whole item");
        assert_eq!(read.note, Some(read.at.to_string()));
    }
    let new = numbered(-1);
    bench.db.create(&new).await.expect("a new item");
    assert_eq!(bench.db.get(new.primary_key()).consistent().await.expect("a get"), Some(new.clone()));
    bench.db.delete(&new).await.expect("a delete");
    bench.db.clone().put(&new).await.expect("a clone works, too");
}

async fn dropped_at_once(bench: Bench) {
    let db = bench.with::<NumberKeys>().await;
    for at in 0..50 {
        poll_once(db.create(&numbered(at)).into_future());
        poll_once(db.put(&numbered(at)).into_future());
        poll_once(db.get(NumberKeys::key(1, at)).into_future());
    }
    poll_once(db.create_table::<Stamped>().into_future());
    works_on(&bench, 50).await;
    for at in 0..50 {
        poll_once(db.delete(NumberKeys::key(1, at)).into_future());
    }
    works_on_again(&bench).await;
}

/// The item of [`works_on`] is there still.
async fn works_on_again(bench: &Bench) {
    bench.db.delete(&numbered(-1)).await.expect("a delete");
    works_on(bench, 50).await;
}

async fn dropped_in_time(bench: Bench) {
    let db = bench.with::<NumberKeys>().await;
    for at in 0..60 {
        let given_up = Duration::from_micros(u64::try_from(at * 40).expect("a time"));
        let item = numbered(at);
        tokio::select! {
            biased;
            () = tokio::time::sleep(given_up) => {}
            result = db.create(&item).into_future() => result.expect("a new item"),
        }
        tokio::select! {
            biased;
            () = tokio::time::sleep(given_up) => {}
            result = db.get(item.primary_key()).into_future() => drop(result.expect("an answer")),
        }
    }
    works_on(&bench, 60).await;
}

/// A builder sends nothing, nor does its future before it is polled.
#[allow(unused_must_use, clippy::let_underscore_future, reason = "that is the point")]
async fn dropped_unsent(bench: Bench) {
    let db = bench.with::<NumberKeys>().await;
    for at in 0..10 {
        drop(db.put(&numbered(at)));
        drop(db.create(&numbered(at)).into_future());
        drop(db.create(&numbered(at)).written().metered().into_future());
    }
    works_on(&bench, 0).await;
}
