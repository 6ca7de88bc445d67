//! Writes whose answers get lost after they were carried out: nothing is done twice, and nothing is claimed that is not known.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod exactly_once;

use std::sync::Arc;

use dynamo_core::backend::embedded::Engine;
use dynamo_core::middleware::Backoff;
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::testing::{Fault, Faults, On};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "counters")]
struct Counter {
    #[pk]
    id: String,
    count: u64,
    tags: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "notes")]
struct Note {
    #[pk]
    id: String,
    text: String,
    reads: u64,
    tags: std::collections::HashSet<String>,
    #[version]
    rev: u64,
}

/// Every fault after which a write has been carried out and nobody was told.
const LOST: [Fault; 7] = Fault::LOST_ANSWER;

async fn set_up() -> (Faults, Db) {
    let faults = Faults::none();
    let client = faults.client(&Engine::memory().unwrap().client()).unwrap();
    let db = Db::builder().no_breaker().from_client(client);
    db.create_table::<Counter>().await.unwrap();
    db.create_table::<Note>().await.unwrap();
    (faults, db)
}

/// What happens to the next requests that write; nothing to those behind. Counting begins anew.
fn plan(faults: &Faults, script: impl IntoIterator<Item = Fault>) {
    faults.reset();
    faults.script(On::Writes, script);
}

fn counter() -> Counter {
    Counter { id: "c".into(), count: 0, tags: Vec::new() }
}

fn note() -> Note {
    Note { id: "n".into(), text: "one".into(), reads: 0, tags: ["b".to_owned(), "a".to_owned()].into(), rev: 0 }
}

async fn stored_count(db: &Db) -> u64 {
    db.get(Counter::key("c")).consistent().required().await.unwrap().count
}

/// Tables, too: what an earlier attempt has made is not taken for somebody else's, nor what it has deleted for missing.
#[tokio::test]
async fn tables_are_made_and_deleted_once() {
    for fault in LOST {
        for ensures in [false, true] {
            let faults = Faults::none();
            let client = faults.client(&Engine::memory().unwrap().client()).unwrap();
            let db = Db::builder().no_breaker().from_client(client);
            faults.script(On::Operation("CreateTable"), [fault]);
            match ensures {
                true => drop(db.ensure_table::<Expiring>().await.unwrap()),
                false => db.create_table::<Expiring>().await.unwrap(),
            }
            assert_eq!(faults.report().hits(fault).all(), 1, "{fault:?}");
            assert!(db.verify_table::<Expiring>().await.unwrap().is_empty(), "its items expire: {fault:?}");
            assert!(db.create_table::<Expiring>().await.unwrap_err().is_already_exists());
            faults.script(On::Operation("DeleteTable"), [fault]);
            db.delete_table::<Expiring>("expiring").await.unwrap();
            assert!(db.delete_table::<Expiring>("expiring").await.unwrap_err().is_missing_table());
        }
    }
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "expiring")]
struct Expiring {
    #[pk]
    id: String,
    #[ttl]
    until: Option<Ttl>,
}

#[tokio::test]
async fn increments_are_applied_once_and_reported_as_they_were() {
    let (faults, db) = set_up().await;
    db.put(&counter()).await.unwrap();
    let calls = 300;
    let mut script = Vec::new();
    for at in 0..calls {
        script.push(if at % 3 == 0 { LOST[at / 3 % LOST.len()] } else { Fault::None });
    }
    plan(&faults, script);
    let (mut done, mut unknown) = (0, 0);
    for _ in 0..calls {
        match db.update(Counter::key("c")).set(|c| c.count().increment(1)).await {
            Ok(()) => done += 1,
            Err(error) if error.is_outcome_unknown() => unknown += 1,
            Err(error) => panic!("{error}"),
        }
    }
    // One request each: none was sent again, so none was applied twice.
    assert_eq!((faults.report().applied(), done, unknown), (calls, 200, 100));
    assert_eq!(stored_count(&db).await, 300);
}

#[tokio::test]
async fn what_was_not_carried_out_is_sent_again() {
    let (faults, db) = set_up().await;
    db.put(&counter()).await.unwrap();
    plan(&faults, [Fault::Throttling, Fault::Refused]);
    db.update(Counter::key("c")).set(|c| c.count().increment(1)).await.unwrap();
    assert_eq!((faults.report().applied(), stored_count(&db).await), (1, 1));
}

#[tokio::test]
async fn what_differs_when_repeated_is_not_sent_again() {
    for fault in LOST {
        let (faults, db) = set_up().await;
        db.put(&counter()).await.unwrap();
        plan(&faults, [fault]);
        let append = db.update(Counter::key("c")).set(|c| c.tags().append(["x"])).await.unwrap_err();
        assert!(append.is_outcome_unknown(), "{fault:?}: {append}");
        assert_eq!(append.table(), Some("counters"));
        plan(&faults, [fault]);
        let behind = db.update(Counter::key("c")).set(|c| c.tags().at(9).set("y")).await.unwrap_err();
        assert!(behind.is_outcome_unknown(), "{fault:?}: {behind}");
        plan(&faults, [fault]);
        let conditional = db.put(&Counter { count: 5, ..counter() }).only_if(|c| c.count().eq(0)).await.unwrap_err();
        assert!(conditional.is_outcome_unknown(), "{fault:?}: {conditional}");
        plan(&faults, [fault]);
        let old = db.delete(Counter::key("c")).returning_old().await.unwrap_err();
        assert!(old.is_outcome_unknown(), "{fault:?}: {old}");
        assert_eq!(faults.report().applied(), 1);
    }
}

#[tokio::test]
async fn what_does_no_harm_is_sent_again() {
    for fault in LOST {
        let (faults, db) = set_up().await;
        plan(&faults, [fault]);
        match db.put(&counter()).await {
            // Its item was not kept.
            Err(error) if fault == Fault::Truncated => assert!(error.is_outcome_unknown(), "{error}"),
            put => put.unwrap(),
        }
        plan(&faults, [fault]);
        db.update(Counter::key("c")).set(|c| c.count().set(7)).returning_new().await.unwrap();
        assert_eq!(stored_count(&db).await, 7);
        plan(&faults, [fault]);
        db.delete(Counter::key("c")).await.unwrap();
        assert_eq!((faults.report().applied(), db.get(Counter::key("c")).await.unwrap()), (2, None));
    }
}

#[tokio::test]
async fn creates_and_versioned_writes_are_recognised() {
    for fault in LOST {
        let (faults, db) = set_up().await;
        plan(&faults, [fault]);
        let created = db.create(&note()).written().await.unwrap();
        assert_eq!((created.rev, faults.report().applied()), (1, 1), "{fault:?}");
        assert!(db.create(&note()).await.unwrap_err().is_already_exists());

        plan(&faults, [fault]);
        let put = db.put(&Note { text: "two".into(), ..created.clone() }).written().await.unwrap();
        assert_eq!((put.rev, faults.report().applied()), (2, 1));

        plan(&faults, [fault]);
        let set =
            db.update(&put).set(|n| (n.text().set("three"), n.tags().insert(["c"]))).returning_new().await.unwrap();
        assert_eq!((set.rev, &*set.text, set.tags.len(), faults.report().applied()), (3, "three", 3, 1));

        // Nothing in the item would tell whose count it is.
        plan(&faults, [fault]);
        let counted = db.update(&set).set(|n| n.reads().increment(1)).await.unwrap_err();
        assert!(counted.is_outcome_unknown(), "{counted}");
        assert_eq!(faults.report().applied(), 1);
        // And the version tells the next writer.
        assert!(db.put(&set).await.unwrap_err().is_version_conflict());
    }
}

#[tokio::test]
async fn an_answer_lost_before_the_last_does_not_hide_somebody_elses_item() {
    let (faults, db) = set_up().await;
    db.create(&Note { text: "theirs".into(), ..note() }).await.unwrap();
    // Whether the first attempt came before theirs is not known.
    plan(&faults, [Fault::FailedAfter]);
    let error = db.create(&note()).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    assert_eq!(error.current::<Note>().unwrap().unwrap().text, "theirs");
}

#[tokio::test]
async fn what_is_cut_short_again_and_again_is_given_up() {
    let (faults, db) = set_up().await;
    db.put(&counter()).await.unwrap();
    plan(&faults, [Fault::Truncated; 9]);
    let error = db.update(Counter::key("c")).set(|c| c.count().set(7)).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    assert_eq!(faults.report().applied(), 3);
}

#[tokio::test]
async fn reads_are_sent_again() {
    for fault in LOST {
        let (faults, db) = set_up().await;
        db.put(&counter()).await.unwrap();
        let by_the_sdk = Db::builder().sdk_replies().from_client(db.sdk().unwrap().clone());
        for db in [db, by_the_sdk] {
            faults.script(On::Reads, [fault]);
            assert_eq!(db.get(Counter::key("c")).await.unwrap(), Some(counter()), "{fault:?}");
            for query in [db.query(Counter::partition("c")).request(), db.scan::<Counter>().request()] {
                faults.script(On::Reads, [fault]);
                let reply = db.execute(Request::Query(Arc::new(query.unwrap())), None).await.unwrap();
                assert_eq!(reply.count, 1, "{fault:?}");
            }
        }
    }
}

/// What these reads are answered behind: it is slow, or meets other calls only.
const HARMLESS: [Fault; 6] =
    [Fault::Slow, Fault::Conflict, Fault::InProgress, Fault::OperationThrottled, Fault::Leftovers, Fault::Strangers];

/// An error is no answer without rows, whatever came before it.
#[tokio::test]
async fn what_fails_behind_an_answer_that_was_cut_short_fails() {
    let (faults, db) = set_up().await;
    db.put(&counter()).await.unwrap();
    let (mut failed, mut answered) = (0, 0);
    for cut in [Fault::CutShort, Fault::Truncated] {
        for fault in Fault::ALL {
            let plan = || faults.script(On::Reads, [cut, fault, fault]);
            plan();
            let got = db.get(Counter::key("c")).await.map(|found| found == Some(counter()));
            plan();
            let queried = db.query(Counter::partition("c")).all().await.map(|rows| rows == [counter()]);
            plan();
            let batched = db.batch_get([Counter::key("c")]).await.map(|rows| rows == [Some(counter())]);
            plan();
            let together = db.transact_get([Counter::key("c")]).await.map(|rows| rows == [Some(counter())]);
            for (at, right) in [got, queried, batched, together].into_iter().enumerate() {
                assert!(right.as_ref().copied().unwrap_or(true), "{at}: {cut:?}, then {fault:?} twice");
                *(if right.is_ok() { &mut answered } else { &mut failed }) += 1;
                let is_harmless = HARMLESS.contains(&fault);
                assert!(!is_harmless || right.is_ok(), "{at}: {fault:?}: {right:?}");
                assert!(fault != Fault::Denied || right.is_err_and(|error| error.is_access_denied()), "{at}");
            }
        }
    }
    assert!(failed > answered && answered > 0, "{failed} failed, {answered} did not");
}

/// A transaction whose first answer was lost may have been carried out, whatever its last attempt met.
#[tokio::test]
async fn a_lost_answer_is_not_forgotten_over_what_comes_behind_it() {
    let (faults, db) = set_up().await;
    db.put(&counter()).await.unwrap();
    let backoff = Backoff { base: std::time::Duration::from_millis(1), attempts: 2, ..Backoff::default() };
    let hasty = Db::builder().no_breaker().backoff(backoff).from_db(&db);
    for behind in [Fault::Throttling, Fault::Refused, Fault::Denied, Fault::OperationThrottled, Fault::InProgress] {
        let before = stored_count(&db).await;
        plan(&faults, [Fault::ResetAfter].into_iter().chain([behind; 40]));
        let error = hasty.update(Counter::key("c")).set(|c| c.count().increment(1)).exactly_once().await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{behind:?}: {error}");
        assert_eq!((faults.report().applied(), stored_count(&db).await), (1, before + 1));
    }
    // Over conflicts, the transaction is sent again as a whole.
    let before = stored_count(&db).await;
    plan(&faults, [Fault::ResetAfter].into_iter().chain([Fault::Conflict; 40]));
    let error = hasty.update(Counter::key("c")).set(|c| c.count().increment(1)).exactly_once().await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    plan(&faults, [Fault::ResetAfter, Fault::Conflict]);
    hasty.update(Counter::key("c")).set(|c| c.count().increment(1)).exactly_once().await.unwrap();
    assert_eq!(stored_count(&db).await, before + 2);
    // What is wrong with the transaction itself was so at the first attempt.
    plan(&faults, [Fault::Reset]);
    let missing = db.update(Counter::key("missing")).set(|c| c.count().increment(1)).exactly_once().await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
}

/// What a batch leaves is said to be not done where that is known, and nowhere else.
#[tokio::test]
async fn batches_remember_lost_answers_too() {
    let (faults, db) = set_up().await;
    let db = Db::builder()
        .no_breaker()
        .backoff(Backoff { base: std::time::Duration::from_millis(1), attempts: 2, ..Backoff::default() })
        .from_db(&db);
    for behind in [Fault::Throttling, Fault::Leftovers] {
        plan(&faults, [Fault::ResetAfter].into_iter().chain([behind; 40]));
        let error = db.batch_write().put(&counter()).await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{behind:?}: {error}");
        assert_eq!(error.unprocessed::<Counter>().unwrap().puts, [counter()]);
        assert_eq!(faults.report().applied(), 1);
        plan(&faults, [behind; 40]);
        let error = db.batch_write().put(&counter()).await.unwrap_err();
        assert!(error.is_unprocessed(), "{behind:?}: {error}");
        // The chunks behind it are sent all the same.
        let attempts = if behind == Fault::Leftovers { 2 } else { 5 };
        plan(&faults, [Fault::ResetAfter].into_iter().chain(vec![behind; attempts]));
        let counters = [counter(), Counter { id: "d".into(), ..counter() }];
        let error = db.batch_write().put_all(&counters).chunk(1).concurrency(1).await.unwrap_err();
        assert_eq!(error.unprocessed::<Counter>().unwrap().puts, [counter()], "{behind:?}");
    }
}

#[tokio::test]
async fn changes_that_tell_nothing_are_not_taken_for_ones_own() {
    let (faults, db) = set_up().await;
    let created = db.create(&note()).written().await.unwrap();
    // Whoever wrote version 2, the tag that was there before would be in it.
    plan(&faults, [Fault::ResetAfter]);
    let error = db.update(&created).set(|n| n.tags().insert(["a"])).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
}
