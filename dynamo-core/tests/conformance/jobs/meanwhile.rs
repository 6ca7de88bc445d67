//! What becomes of an item that somebody else changes between the read and the write of an upgrade.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use dynamo_core::output::Upgraded;
use dynamo_core::prelude::*;

use super::{Counter, before, given, key, new, old, stored, with};
use crate::bench::Bench;
use crate::case::Case;
use crate::stored::{key_of, n, normal, s};
use crate::updates::Running;

variants! {
    Meanwhile {
        Deleted,
        ChangedByAnOldProgram,
        GivenMoreByAnOldProgram,
        WhatAStepReads,
        UpgradedByANewProgram,
        ReplacedByANewerProgram,
        ChangedAgainAndAgain,
        ChangedAllTheTime,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    Meanwhile::ALL.iter().map(|of| Case::new(format!("upgrade all, meanwhile: {of:?}"), run(*of))).collect()
}

fn run(of: Meanwhile) -> impl FnOnce(Bench) -> Running + Send {
    move |bench| match of {
        Meanwhile::Deleted => Box::pin(deleted(bench)),
        Meanwhile::ChangedByAnOldProgram => Box::pin(changed_by_an_old_program(bench)),
        Meanwhile::GivenMoreByAnOldProgram => Box::pin(given_more_by_an_old_program(bench)),
        Meanwhile::WhatAStepReads => Box::pin(what_a_step_reads(bench)),
        Meanwhile::UpgradedByANewProgram => Box::pin(upgraded_by_a_new_program(bench)),
        Meanwhile::ReplacedByANewerProgram => Box::pin(replaced_by_a_newer_program(bench)),
        Meanwhile::ChangedAgainAndAgain => Box::pin(changed_again_and_again(bench)),
        Meanwhile::ChangedAllTheTime => Box::pin(changed_all_the_time(bench)),
    }
}

/// One item, of which an upgrade is about to be written when this happens.
async fn upgrading<F>(bench: &Bench, act: impl Fn(Bench) -> F + Send + Sync + 'static) -> Upgraded
where
    F: Future<Output = ()> + Send + 'static,
{
    given(bench, [old(1)]).await;
    before(bench, "UpdateItem", act).upgrade_all::<Counter>().await.expect("an upgrade")
}

fn table(bench: &Bench) -> String {
    bench.db.table_name::<Counter>()
}

/// Nothing comes back.
async fn deleted(bench: Bench) {
    let done = upgrading(&bench, |bench| async move { bench.db.delete(key(1)).await.expect("a delete") }).await;
    assert_eq!((done.looked_at, done.upgraded, done.gone, done.conflicts), (1, 0, 1, 0));
    assert!(stored(&bench).await.is_empty());
}

/// The change wins, and is upgraded.
async fn changed_by_an_old_program(bench: Bench) {
    let done = upgrading(&bench, |bench| async move {
        bench.raw.write(&table(&bench), with(old(1), "text", s("theirs"))).await;
    });
    let done = done.await;
    assert_eq!((done.upgraded, done.conflicts), (1, 1));
    assert_eq!(stored(&bench).await, [normal(with(new(1), "note", s("theirs")))]);
}

/// Attributes of which the type knows nothing, and that were not there, cannot be compared: they are not written over, either.
async fn given_more_by_an_old_program(bench: Bench) {
    let done = upgrading(&bench, |bench| async move {
        bench.raw.write(&table(&bench), with(old(1), "unheard_of", n(7))).await;
    });
    assert_eq!(done.await.upgraded, 1);
    assert_eq!(stored(&bench).await, [normal(with(new(1), "unheard_of", n(7)))]);
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "named")]
struct Named {
    #[pk]
    id: u32,
    first: String,
    last: String,
    full: String,
    #[schema_version(2, upgrade(1 => joined))]
    layout: u32,
}

fn joined(mut item: Item) -> Result<Item> {
    let text = |name: &str| item.get(name).and_then(|text| text.as_s().ok().cloned()).unwrap_or_default();
    let full = format!("{} {}", text("first"), text("last"));
    item.insert("full".to_owned(), s(&full));
    Ok(item)
}

/// An attribute that is not changed may be what a changed one is made of.
async fn what_a_step_reads(bench: Bench) {
    let of = |first: &str| crate::stored::item([("id", n(1)), ("first", s(first)), ("last", s("Lovelace"))]);
    bench.with::<Named>().await;
    bench.raw.write(&bench.db.table_name::<Named>(), of("Augusta")).await;
    let db = before(&bench, "UpdateItem", move |bench| async move {
        bench.raw.write(&bench.db.table_name::<Named>(), of("Ada")).await;
    });
    let done = db.upgrade_all::<Named>().await.expect("an upgrade");
    assert_eq!((done.upgraded, done.conflicts), (1, 1));
    assert_eq!(db.get(Named::key(1)).required().await.expect("it is there").full, "Ada Lovelace");
}

async fn upgraded_by_a_new_program(bench: Bench) {
    let done = upgrading(&bench, |bench| async move {
        bench.db.update(key(1)).set(|c| c.other().increment(5)).await.expect("an update");
    });
    let done = done.await;
    assert_eq!((done.upgraded, done.current, done.conflicts), (0, 1, 1));
    assert_eq!(stored(&bench).await, [normal(with(new(1), "other", n(5)))]);
}

async fn replaced_by_a_newer_program(bench: Bench) {
    let done = upgrading(&bench, |bench| async move {
        bench.raw.write(&table(&bench), with(new(1), "layout", n(4))).await;
    });
    let done = done.await;
    assert_eq!((done.upgraded, done.newer, done.conflicts), (0, 1, 1));
    assert_eq!(bench.raw.item(&table(&bench), key_of::<Counter>(&old(1))).await.expect("it is there")["layout"], n(4));
}

/// Four old programs at one item; each of their changes counts.
async fn changed_again_and_again(bench: Bench) {
    let db = given(&bench, [old(1)]).await;
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let (raw, table) = (bench.raw.clone(), table(&bench));
            tokio::spawn(async move {
                for _ in 0..25 {
                    raw.count_up(&table, key_of::<Counter>(&old(1)), "theirs").await;
                }
            })
        })
        .collect();
    let done = db.upgrade_all::<Counter>().await.expect("an upgrade");
    assert_eq!((done.upgraded, done.looked_at), (1, 1));
    for task in tasks {
        task.await.expect("no panic");
    }
    assert_eq!(stored(&bench).await, [normal(with(new(1), "theirs", n(101)))]);
}

/// An old program at one item for as long as it takes: there is no waiting for a quiet moment.
async fn changed_all_the_time(bench: Bench) {
    let db = given(&bench, [old(1)]).await;
    let (done, changes) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let writer = {
        let (raw, table) = (bench.raw.clone(), table(&bench));
        let (done, changes) = (Arc::clone(&done), Arc::clone(&changes));
        tokio::spawn(async move {
            while !done.load(Ordering::Relaxed) {
                raw.count_up(&table, key_of::<Counter>(&old(1)), "theirs").await;
                changes.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        })
    };
    let upgraded = db.upgrade_all::<Counter>().await;
    done.store(true, Ordering::Relaxed);
    writer.await.expect("no panic");
    let upgraded = upgraded.expect("an upgrade");
    assert_eq!((upgraded.upgraded, upgraded.looked_at), (1, 1));
    let theirs = n(1 + changes.load(Ordering::Relaxed));
    assert_eq!(stored(&bench).await, [normal(with(new(1), "theirs", theirs))]);
}
