//! Changes that are gone before they were read.

use std::time::Duration;

use dynamo_core::error::ErrorKind;
use futures_util::StreamExt;

use super::Tick;
use super::faults::{next, one_shard};
use super::service::{Service, Shard, records};

fn gap_of(shard: usize) -> ErrorKind {
    ErrorKind::StreamGap { shard: format!("shardId-{shard:08}") }
}

#[tokio::test(start_paused = true)]
async fn a_gap_is_an_error_until_it_is_skipped() {
    let service = one_shard(9);
    let mut changes = service.db().changes::<Tick>().page_size(2).await.unwrap();
    assert_eq!([next(&mut changes).await, next(&mut changes).await], [1, 2]);
    service.state().shards[0].trimmed = 5;
    let gap = gap_of(0);
    for _ in 0..3 {
        let error = changes.next().await.unwrap_err();
        assert_eq!((error.kind(), error.table()), (&gap, Some("ticks")));
        assert!(error.to_string().contains("skip_gap"), "{error}");
    }
    // So is one that a checkpoint meets.
    let mut resumed = service.db().changes::<Tick>().after(changes.checkpoint()).await.unwrap();
    assert_eq!(resumed.next().await.unwrap_err().kind(), &gap);
    changes.skip_gap().await.unwrap();
    assert_eq!([next(&mut changes).await, next(&mut changes).await], [6, 7]);
}

/// A shard that was not read to its end is not listed any more.
#[tokio::test(start_paused = true)]
async fn a_shard_that_is_gone_is_a_gap() {
    let service = one_shard(3);
    {
        let mut state = service.state();
        state.shards[0].is_closed = true;
        let child = Shard { parent: Some(0), records: records(&[("a", 4)], 3), ..Shard::default() };
        state.shards.push(child);
    }
    let mut changes = service.db().changes::<Tick>().page_size(2).await.unwrap();
    assert_eq!(next(&mut changes).await, 1);
    service.state().shards[0].is_dropped = true;
    let mut resumed = service.db().changes::<Tick>().after(changes.checkpoint()).await.unwrap();
    assert!(resumed.next().await.unwrap_err().is_stream_gap());
    resumed.skip_gap().await.unwrap();
    assert_eq!(next(&mut resumed).await, 4);
    // One that was read to its end is missed by nobody.
    assert!(!resumed.checkpoint().to_string().contains("after:000000000000000000001"));
    let mut again = service.db().changes::<Tick>().after(resumed.checkpoint()).until_caught_up().await.unwrap();
    assert_eq!(again.next().await.unwrap(), None);
}

/// A shard that ends, with two children of one change each.
fn split() -> Service {
    let child = |count| Shard { parent: Some(0), records: records(&[("a", count)], count.into()), ..Shard::default() };
    let service = one_shard(3);
    service.state().shards.extend([child(4), child(5)]);
    service.state().shards[0].is_closed = true;
    service
}

/// DynamoDB does not know a shard that it has dropped.
#[tokio::test(start_paused = true)]
async fn a_shard_that_goes_before_it_is_begun_is_a_gap() {
    let service = split();
    let mut changes = service.db().changes::<Tick>().await.unwrap();
    assert_eq!(next(&mut changes).await, 1);
    service.state().shards[1].is_dropped = true;
    assert_eq!([next(&mut changes).await, next(&mut changes).await], [2, 3]);
    let error = loop {
        match changes.next().await {
            Ok(change) => assert_eq!(change.unwrap().new.unwrap().count, 5),
            Err(error) => break error,
        }
    };
    assert_eq!((error.kind(), error.table()), (&gap_of(1), Some("ticks")));
    changes.skip_gap().await.unwrap();
    service.state().shards[2].records.extend(records(&[("a", 6)], 6));
    while next(&mut changes).await != 6 {}
}

/// The reader was not there, and has not begun with it.
#[tokio::test(start_paused = true)]
async fn a_shard_that_a_checkpoint_has_not_begun_is_missed() {
    let service = split();
    let mut changes = service.db().changes::<Tick>().await.unwrap();
    assert_eq!([next(&mut changes).await, next(&mut changes).await], [1, 2]);
    let checkpoint = changes.checkpoint().to_string();
    for shard in &mut service.state().shards[..2] {
        (shard.is_closed, shard.is_dropped) = (true, true);
    }
    let mut resumed = service.db().changes::<Tick>().after(checkpoint.parse().unwrap()).await.unwrap();
    assert_eq!(resumed.next().await.unwrap_err().kind(), &gap_of(0));
    // It has read the one, and not the other.
    let checkpoint = checkpoint.replace("shardId-00000000=after:000000000000000000002", "shardId-00000000=done");
    let mut resumed = service.db().changes::<Tick>().after(checkpoint.parse().unwrap()).await.unwrap();
    assert_eq!(resumed.next().await.unwrap_err().kind(), &gap_of(1));
    resumed.skip_gap().await.unwrap();
    assert_eq!(next(&mut resumed).await, 5);
}

/// The reader has never heard of it: only its child says that there was one.
#[tokio::test(start_paused = true)]
async fn a_shard_that_nobody_has_seen_is_missed() {
    let service = one_shard(1);
    let mut changes = service.db().changes::<Tick>().until_caught_up().await.unwrap();
    assert_eq!(next(&mut changes).await, 1);
    {
        let mut state = service.state();
        (state.shards[0].is_closed, state.shards[0].is_dropped) = (true, true);
        let dropped = Shard { parent: Some(0), is_closed: true, is_dropped: true, ..Shard::default() };
        let child = Shard { parent: Some(1), records: records(&[("a", 7)], 7), ..Shard::default() };
        state.shards.extend([dropped, child]);
    }
    let checkpoint = changes.checkpoint().to_string().replace("after:000000000000000000001", "done");
    let mut resumed = service.db().changes::<Tick>().after(checkpoint.parse().unwrap()).await.unwrap();
    assert_eq!(resumed.next().await.unwrap_err().kind(), &gap_of(1));
    resumed.skip_gap().await.unwrap();
    assert_eq!(next(&mut resumed).await, 7);
    // Whoever begins anew misses nothing.
    let mut anew = service.db().changes::<Tick>().await.unwrap();
    assert_eq!(next(&mut anew).await, 7);
}

/// What is dropped between a shard's iterator and its first records was never asked for.
#[tokio::test(start_paused = true)]
async fn who_begins_with_the_oldest_is_given_the_oldest() {
    let service = one_shard(0);
    let mut changes = service.db().changes::<Tick>().await.unwrap();
    assert!(tokio::time::timeout(Duration::from_millis(100), changes.next()).await.is_err());
    {
        let shard = &mut service.state().shards[0];
        shard.records = records(&[("a", 1), ("a", 2), ("a", 3)], 0);
        shard.trimmed = 2;
    }
    assert_eq!(next(&mut changes).await, 3);
    assert_eq!(service.asked("iterator shardId-00000000 TRIM_HORIZON"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_stream_ends_behind_a_gap() {
    let service = one_shard(9);
    let mut changes = service.db().changes::<Tick>().page_size(2).await.unwrap();
    assert_eq!([next(&mut changes).await, next(&mut changes).await], [1, 2]);
    service.state().shards[0].trimmed = 5;
    for _ in 0..2 {
        let told: Vec<_> = changes.stream().take(5).collect().await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0].as_ref().unwrap_err().kind(), &gap_of(0));
    }
    changes.skip_gap().await.unwrap();
    let told: Vec<_> = changes.stream().take(4).collect().await;
    assert!(told.iter().all(Result::is_ok), "{told:?}");
}
