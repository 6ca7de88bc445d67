//! Where readers begin, stop and go on.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use dynamo_core::prelude::*;
use dynamo_core::stream::{Change, Checkpoint};
use tokio::task::JoinSet;

use super::{BOTH, Tick, all, reading, rest};
use crate::bench::Bench;

/// A table that was deleted and created again has another stream.
pub(super) async fn other_stream(bench: Bench) {
    let db = bench.with_stream::<Tick>(BOTH).await;
    db.put(&Tick { clock: "a".into(), count: 1 }).await.expect("a put");
    let mut changes = reading::<Tick>(db).await.expect("a stream");
    changes.next().await.expect("a change").expect("a change");
    let checkpoint = changes.checkpoint();
    bench.raw.clear(&bench.prefix).await;
    let db = bench.with_stream::<Tick>(BOTH).await;
    let error = reading::<Tick>(db).after(checkpoint.clone()).await.expect_err("it is of another stream");
    assert!(error.is_invalid_cursor() && error.to_string().contains(checkpoint.stream()), "{error}");
    db.put(&Tick { clock: "b".into(), count: 2 }).await.expect("a put");
    let told = all::<Tick>(db).await;
    assert_eq!(told.iter().map(|change| change.key.to_string()).collect::<Vec<_>>(), ["clock=\"b\""]);
}

pub(super) async fn from_latest(bench: Bench) {
    let db = bench.with_stream::<Tick>(BOTH).await;
    db.put(&Tick { clock: "a".into(), count: 1 }).await.expect("a put");
    let changes = reading::<Tick>(db).from_latest().await.expect("a stream");
    db.put(&Tick { clock: "b".into(), count: 2 }).await.expect("a put");
    let counts: Vec<_> = rest(changes).await.into_iter().map(|change| change.new.expect("an item").count).collect();
    assert_eq!(counts, [2]);
}

/// Nothing was handed out yet, and nothing may be lost.
pub(super) async fn latest_checkpoint(bench: Bench) {
    let db = bench.with_stream::<Tick>(BOTH).await;
    let text = reading::<Tick>(db).from_latest().await.expect("a stream").checkpoint().to_string();
    db.put(&Tick { clock: "b".into(), count: 2 }).await.expect("a put");
    let checkpoint: Checkpoint = text.parse().expect("a checkpoint");
    let told = rest(reading::<Tick>(db).after(checkpoint).await.expect("a stream")).await;
    assert_eq!(told.len(), 1);
}

/// Wherever a reader stops, the next one goes on behind what it has handed out.
pub(super) async fn resumed(bench: Bench) {
    let db = bench.with_stream::<Tick>(BOTH).await;
    for count in 0..40 {
        db.put(&Tick { clock: format!("k{}", count % 3), count }).await.expect("a put");
    }
    let (mut told, mut checkpoint) = (Vec::new(), None::<String>);
    for stop in [0, 1, 10, 7, 3, 100] {
        let from = match &checkpoint {
            Some(text) => reading::<Tick>(db).after(text.parse().expect("a checkpoint")),
            None => reading::<Tick>(db),
        };
        let mut changes = from.page_size(7).await.expect("a stream");
        for _ in 0..stop {
            let Some(change) = changes.next().await.expect("a change") else { break };
            told.push(change.new.expect("an item").count);
        }
        checkpoint = Some(changes.checkpoint().to_string());
    }
    assert_eq!(told, (0..40).collect::<Vec<_>>());
}

/// A call that is given up while it waits loses nothing.
pub(super) async fn given_up(bench: Bench) {
    let db = bench.with_stream::<Tick>(BOTH).await;
    let mut changes = db.changes::<Tick>().poll_every(Duration::from_millis(1)).page_size(3).await.expect("a stream");
    let (mut told, mut written) = (Vec::new(), 0);
    let started = Instant::now();
    while told.len() < 60 {
        assert!(started.elapsed() < Duration::from_secs(30), "{} of 60", told.len());
        if written < 60 {
            db.put(&Tick { clock: "a".into(), count: written }).await.expect("a put");
            written += 1;
        }
        let brief = Duration::from_micros(u64::from(written) * 37 % 1500);
        if let Ok(change) = tokio::time::timeout(brief, changes.next()).await {
            told.push(change.expect("a change").expect("no end").new.expect("an item").count);
        }
    }
    assert_eq!(told, (0..60).collect::<Vec<_>>());
}

/// The stream of a reader, which goes on when that is dropped.
pub(super) async fn one_by_one(bench: Bench) {
    use futures_util::StreamExt;

    let db = bench.with_stream::<Tick>(BOTH).await;
    for count in 0..10 {
        db.put(&Tick { clock: "a".into(), count }).await.expect("a put");
    }
    let mut changes = reading::<Tick>(db).await.expect("a stream");
    let first: Vec<_> = changes.stream().take(4).map(|change| change.expect("a change")).collect().await;
    let others: Vec<_> = changes.stream().map(|change| change.expect("a change")).collect().await;
    assert_eq!((first.len(), others.len()), (4, 6));
}

const TASKS: u32 = 8;
const CLOCKS: u32 = 25;
const COUNTS: u32 = 50;

/// Ten thousand changes come out once each, those of one item in their order, though the reader is dropped in the middle.
pub(super) async fn ten_thousand(bench: Bench) {
    let db = bench.with_stream::<Tick>(BOTH).await;
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        let db = db.clone();
        tasks.spawn(async move {
            for (count, clock) in (1..=COUNTS).flat_map(|count| (0..CLOCKS).map(move |clock| (count, clock))) {
                db.put(&Tick { clock: format!("{task}/{clock}"), count }).await.expect("a put");
            }
        });
    }
    let mut last = BTreeMap::<String, u32>::new();
    // The first one reads while others write.
    let mut changes = db.changes::<Tick>().poll_every(Duration::from_millis(20)).await.expect("a stream");
    for _ in 0..4_321 {
        follow(&mut last, changes.next().await.expect("a change").expect("no end"));
    }
    let text = serde_json::to_string(&changes.checkpoint()).expect("a text");
    drop(changes);
    tasks.join_all().await;
    let restarted = Db::builder().table_prefix(&bench.prefix).from_db(db);
    let checkpoint: Checkpoint = serde_json::from_str(&text).expect("a checkpoint");
    for change in rest(reading::<Tick>(&restarted).after(checkpoint).await.expect("a stream")).await {
        follow(&mut last, change);
    }
    assert_eq!(last.len(), (TASKS * CLOCKS) as usize);
    assert!(last.values().all(|count| *count == COUNTS), "{last:?}");
}

/// The next change of a clock is one further.
fn follow(last: &mut BTreeMap<String, u32>, change: Change<Tick>) {
    let new = change.new.expect("an item");
    let before = last.insert(new.clock.clone(), new.count);
    assert_eq!(before.unwrap_or_default() + 1, new.count, "{}", new.clock);
    assert_eq!(change.old.map(|old| old.count), before);
}
