//! An upgrade while others write: 8 tasks, by the new program and by an old one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tokio::task::JoinSet;

use super::{Counter, given, key, old, stored};
use crate::bench::Bench;
use crate::case::Case;
use crate::stored::{key_of, n};

const ITEMS: u32 = 60;
const TASKS: u32 = 8;
const WRITES: u32 = 40;

pub(crate) fn cases() -> Vec<Case> {
    [1, 4]
        .map(|segments| {
            Case::new(format!("upgrade all, {TASKS} writers, {segments} segments"), move |bench| async move {
                writers(bench, segments).await;
            })
            .long()
        })
        .into()
}

/// What the writers were told is done.
#[derive(Default)]
struct Acknowledged {
    other: BTreeMap<u32, u32>,
    theirs: BTreeMap<u32, u32>,
    deleted: Vec<u32>,
    put: Vec<u32>,
}

/// No write is lost, nothing deleted comes back, and every counter is counted once.
async fn writers(bench: Bench, segments: u32) {
    let db = given(&bench, (0..ITEMS).map(old)).await;
    let acknowledged = Arc::new(Mutex::new(Acknowledged::default()));
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        tasks.spawn(writer(bench.clone(), task, Arc::clone(&acknowledged)));
    }
    let upgrade = || db.upgrade_all::<Counter>().segments(segments).page_size(5);
    let first = upgrade().await.expect("an upgrade");
    tasks.join_all().await;
    let second = upgrade().await.expect("the rest");
    assert_eq!(second.looked_at, second.upgraded + second.current, "{second:?}");
    let found = stored(&bench).await;
    let acknowledged = acknowledged.lock().unwrap();
    for item in &found {
        let id = super::id(item);
        assert_eq!((&item["counter"], &item["layout"]), (&n(1), &n(3)), "{id}: {first:?}");
        let count = |of: &BTreeMap<u32, u32>| of.get(&id).copied().unwrap_or(0);
        let start = if id < ITEMS { id } else { 0 };
        assert_eq!(item["other"], n(count(&acknowledged.other)), "{id}: an increment of the new program is lost");
        assert_eq!(item["theirs"], n(start + count(&acknowledged.theirs)), "{id}: one of the old program is lost");
        assert!(!acknowledged.deleted.contains(&id), "{id} was deleted, and is there");
    }
    let ids: Vec<_> = found.iter().map(super::id).collect();
    let there = (0..ITEMS).filter(|id| !acknowledged.deleted.contains(id)).chain(acknowledged.put.iter().copied());
    let mut there: Vec<_> = there.collect();
    there.sort_unstable();
    assert_eq!(ids, there);
}

/// The last task deletes; what it deletes nobody else writes.
async fn writer(bench: Bench, task: u32, acknowledged: Arc<Mutex<Acknowledged>>) {
    let table = bench.db.table_name::<Counter>();
    for write in 0..WRITES {
        let id = (write * 7 + task * 3) % ITEMS;
        let doomed = id % 10 == 9;
        match (task, write % 3) {
            (7, 0) if doomed => {
                bench.db.delete(key(id)).await.expect("a delete");
                acknowledged.lock().unwrap().deleted.push(id);
            }
            _ if doomed => {}
            // Of the old shape, under a key of its own.
            (6, 0) => {
                let new = 1000 + task * 100 + write;
                bench.raw.write(&table, super::with(old(new), "theirs", n(0))).await;
                acknowledged.lock().unwrap().put.push(new);
            }
            (4.., _) => {
                bench.raw.count_up(&table, key_of::<Counter>(&old(id)), "theirs").await;
                *acknowledged.lock().unwrap().theirs.entry(id).or_default() += 1;
            }
            _ => {
                bench.db.update(key(id)).set(|c| c.other().increment(1)).await.expect("an update");
                *acknowledged.lock().unwrap().other.entry(id).or_default() += 1;
            }
        }
        tokio::task::yield_now().await;
    }
}
