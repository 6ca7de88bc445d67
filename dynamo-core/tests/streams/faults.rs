//! Answers that fail, and when requests are sent.

use std::time::Duration;

use dynamo_core::Db;
use dynamo_core::backend::embedded::Engine;
use dynamo_core::middleware::Backoff;
use dynamo_core::schema::StreamView;
use dynamo_core::stream::Changes;
use dynamo_core::testing::{Fault, Faults, On};

use super::Tick;
use super::service::{Service, Shard, records};

pub(crate) fn one_shard(counts: u32) -> Service {
    let keys: Vec<_> = (1..=counts).map(|count| ("a", count)).collect();
    Service::of(vec![Shard { records: records(&keys, 0), ..Shard::default() }])
}

pub(crate) async fn next(changes: &mut Changes<Tick>) -> u32 {
    changes.next().await.unwrap().unwrap().new.unwrap().count
}

#[tokio::test(start_paused = true)]
async fn an_iterator_that_is_too_old_is_renewed_behind_the_last_change() {
    let service = one_shard(4);
    let mut changes = service.db().changes::<Tick>().page_size(2).await.unwrap();
    assert_eq!([next(&mut changes).await, next(&mut changes).await], [1, 2]);
    service.state().script = [(400, "ExpiredIteratorException"); 2].into();
    assert_eq!([next(&mut changes).await, next(&mut changes).await], [3, 4]);
    let last = "iterator shardId-00000000 AFTER_SEQUENCE_NUMBER 000000000000000000002";
    assert_eq!(service.asked(last), 2);
    assert_eq!(service.asked("iterator"), 3);
}

#[tokio::test(start_paused = true)]
async fn what_is_throttled_or_fails_is_sent_again_and_then_told() {
    let service = one_shard(2);
    // The SDK makes three attempts of one.
    service.state().script = vec![(400, "LimitExceededException"); 8].into();
    let mut changes = service.db().changes::<Tick>().await.unwrap();
    assert_eq!(next(&mut changes).await, 1);
    for (status, code) in [(400, "ThrottlingException"), (500, "InternalServerError")] {
        let service = one_shard(2);
        service.state().script = vec![(status, code); 6].into();
        let backoff = Backoff { attempts: 2, ..Backoff::default() };
        let mut changes = service.db().changes::<Tick>().backoff(backoff).await.unwrap();
        let error = changes.next().await.unwrap_err();
        assert!(error.is_throttled() || error.is_unavailable(), "{error:?}");
        assert_eq!((error.operation(), error.table()), (Some("GetRecords"), Some("ticks")));
        assert_eq!(next(&mut changes).await, 1, "it can be asked again");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_denied_is_told_at_once() {
    let service = one_shard(1);
    service.state().script = [(400, "AccessDeniedException")].into();
    let mut changes = service.db().changes::<Tick>().await.unwrap();
    assert!(changes.next().await.unwrap_err().is_access_denied());
    assert_eq!(service.asked("records"), 1);
    assert_eq!(next(&mut changes).await, 1);
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_was_switched_off_ends() {
    let service = one_shard(2);
    {
        let mut state = service.state();
        (state.is_off, state.shards[0].is_closed) = (true, true);
    }
    let mut changes = service.db().changes::<Tick>().await.unwrap();
    assert_eq!([next(&mut changes).await, next(&mut changes).await], [1, 2]);
    assert_eq!(changes.next().await.unwrap(), None);
    assert_eq!(changes.next().await.unwrap(), None);
}

/// As many shards at a time as are asked for, and no more.
#[tokio::test(start_paused = true)]
async fn shards_are_read_side_by_side() {
    let shard = |at: u32| Shard { records: records(&[("a", at)], u64::from(at)), ..Shard::default() };
    let service = Service::of((0..6).map(shard).collect());
    let mut changes = service.db().changes::<Tick>().concurrency(3).until_caught_up().await.unwrap();
    let mut told = Vec::new();
    while let Some(change) = changes.next().await.unwrap() {
        told.push(change.new.unwrap().count);
    }
    told.sort_unstable();
    assert_eq!(told, [0, 1, 2, 3, 4, 5]);
    assert_eq!(service.state().most_running, 3);
}

#[tokio::test(start_paused = true)]
async fn who_waits_asks_once_in_a_while() {
    let service = one_shard(0);
    let mut changes = service.db().changes::<Tick>().poll_every(Duration::from_secs(2)).await.unwrap();
    let nothing = tokio::time::timeout(Duration::from_secs(60), changes.next()).await;
    assert!(nothing.is_err());
    // Every two seconds and what an answer takes; at the beginning, and every ten seconds and what an answer takes.
    assert_eq!((service.asked("records"), service.asked("describe")), (30, 6));
    service.state().shards[0].records = records(&[("a", 1)], 0);
    assert_eq!(next(&mut changes).await, 1);
}

/// What is older than the beginning is left out, also where the iterator has to be renewed before anything was handed out.
#[tokio::test(start_paused = true)]
async fn the_latest_stays_the_latest() {
    let service = one_shard(3);
    let mut changes = service.db().changes::<Tick>().from_latest().until_caught_up().await.unwrap();
    assert_eq!(service.asked("iterator shardId-00000000 LATEST"), 1);
    service.state().script = [(400, "ExpiredIteratorException")].into();
    // All records of this service are from 2023.
    assert_eq!(changes.next().await.unwrap(), None);
    assert_eq!(service.asked("iterator shardId-00000000 TRIM_HORIZON"), 1);
}

/// DynamoDB answers five requests a second for each shard.
#[tokio::test(start_paused = true)]
async fn what_trickles_in_is_not_asked_for_all_the_time() {
    let service = one_shard(0);
    let mut changes = service.db().changes::<Tick>().await.unwrap();
    for count in 1..=1000 {
        service.state().shards[0].records.push((u64::from(count), "a".to_owned(), count));
        tokio::time::sleep(Duration::from_millis(9)).await;
        while tokio::time::timeout(Duration::from_millis(1), changes.next()).await.is_ok() {}
    }
    let asked = service.asked("records");
    assert!((40..=51).contains(&asked), "{asked} requests in ten seconds");
    // A page that is full is followed by the next one at once.
    let service = one_shard(1000);
    let mut changes = service.db().changes::<Tick>().page_size(10).await.unwrap();
    let started = tokio::time::Instant::now();
    for count in 1..=1000 {
        assert_eq!(next(&mut changes).await, count);
    }
    assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
}

/// The children of a shard that ends are there already.
#[tokio::test(start_paused = true)]
async fn shards_are_not_listed_for_what_is_known() {
    let shard = |at: u32| Shard {
        parent: at.checked_sub(1).map(|parent| parent as usize),
        records: records(&[("a", at + 1)], u64::from(at)),
        is_closed: at < 5,
        ..Shard::default()
    };
    let service = Service::of((0..6).map(shard).collect());
    let mut changes = service.db().changes::<Tick>().await.unwrap();
    for count in 1..=6 {
        assert_eq!(next(&mut changes).await, count);
    }
    // Two shards to a page.
    assert_eq!(service.asked("describe"), 3);
    // Of one that ends now there is nothing known.
    {
        let mut state = service.state();
        state.shards[5].is_closed = true;
        state.shards.push(Shard { parent: Some(5), records: records(&[("a", 7)], 6), ..Shard::default() });
    }
    let started = tokio::time::Instant::now();
    assert_eq!(next(&mut changes).await, 7);
    assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
}

#[cfg(feature = "tracing")]
#[tokio::test(start_paused = true)]
async fn what_is_sent_again_is_warned_of() {
    let warnings = super::warnings::Warnings::default();
    let _guard = super::listen::listen(warnings.clone());
    let service = one_shard(1);
    // The SDK makes three attempts of one.
    service.state().script = vec![(400, "ThrottlingException"); 4].into();
    let mut changes = service.db().changes::<Tick>().await.unwrap();
    assert_eq!(next(&mut changes).await, 1);
    let [line] = warnings.told().try_into().unwrap();
    for field in ["db.operation.name=\"GetRecords\"", "db.collection.name=\"ticks\"", "attempts=1", "pause="] {
        assert!(line.contains(field), "{field} in {line}");
    }
    assert!(line.contains("shard=\"shardId-00000000\""), "{line}");
}

/// What meets writes and tables only.
const HARMLESS: [Fault; 5] =
    [Fault::Conflict, Fault::InProgress, Fault::OperationThrottled, Fault::Leftovers, Fault::Strangers];

/// The crate's own faults stand in front of streams as they do of tables.
#[tokio::test(start_paused = true)]
async fn faults_in_front_of_an_engine() {
    let faults = Faults::none();
    let db = Db::from_client(faults.client(&Engine::memory().unwrap().client()).unwrap());
    db.create_table::<Tick>().stream(StreamView::NewImage).await.unwrap();
    let all: Vec<_> = Fault::ALL.into_iter().filter(|fault| *fault != Fault::Denied).collect();
    for count in 1..=u32::try_from(all.len()).unwrap() {
        db.put(&Tick { key: "a".into(), count }).await.unwrap();
    }
    let mut changes = db.changes::<Tick>().page_size(1).until_caught_up().await.unwrap();
    faults.script(On::Operation("GetShardIterator"), [Fault::Throttling, Fault::ResetAfter]);
    for (count, fault) in (1..).zip(all) {
        let before = faults.report().all_faults();
        faults.script(On::Operation("GetRecords"), [fault; 2]);
        assert_eq!(next(&mut changes).await, count, "{fault:?}");
        let met = faults.report().all_faults() - before;
        let least = match fault {
            fault if HARMLESS.contains(&fault) => 0,
            Fault::Slow => 1,
            _ => 2,
        };
        assert!(met >= least, "{fault:?} was met {met} times");
    }
    faults.reset();
    assert_eq!(changes.next().await.unwrap(), None);
}

#[tokio::test]
async fn an_engine_without_streams_says_so() {
    assert!(Db::offline().changes::<Tick>().await.unwrap_err().is_unsupported());
}
