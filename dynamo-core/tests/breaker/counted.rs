//! What is counted, and how often.

use std::sync::Arc;
use std::time::Duration;

use dynamo_core::middleware::{Backoff, Breaker, BreakerState};
use dynamo_core::prelude::*;
use dynamo_core::request::Request;

use crate::scripted::{Answer, Scripted};
use crate::{CLOSED, Part, call, fail, part};

fn closed(failures: u32) -> BreakerState {
    BreakerState::Closed { failures }
}

#[tokio::test(start_paused = true)]
async fn five_failures_in_a_row_open_for_half_a_minute() {
    let engine = Scripted::default();
    let db = Db::builder().from_backend(engine.clone());
    for failures in 1..5 {
        fail(&db, &engine).await;
        assert_eq!(db.breaker().state(), closed(failures));
    }
    call(&db).await.unwrap();
    assert_eq!(db.breaker().state(), CLOSED);
    for _ in 0..5 {
        fail(&db, &engine).await;
    }
    assert_eq!(db.breaker().state(), BreakerState::Open { retry_in: Duration::from_secs(30) });
    assert!(call(&db).await.unwrap_err().is_circuit_open());
    assert_eq!(engine.calls(), 10);
}

#[tokio::test(start_paused = true)]
async fn each_kind_of_failure_counts_and_no_other() {
    let engine = Scripted::default();
    let text = || "x".to_owned();
    let failures = [
        ErrorKind::Throttled { reasons: Vec::new() },
        ErrorKind::Unavailable,
        ErrorKind::Timeout,
        ErrorKind::OutcomeUnknown,
        ErrorKind::Unprocessed { members: 1 },
    ];
    let nothing = [
        ErrorKind::InvalidRequest { reason: text() },
        ErrorKind::InvalidCursor { reason: text() },
        ErrorKind::ItemTooLarge { bytes: 1, largest: Vec::new() },
        ErrorKind::Unsupported { feature: "x", backend: "x" },
        ErrorKind::Unfinished { requests: 1 },
        ErrorKind::TableDiffers { differences: Vec::new() },
        ErrorKind::AccessDenied,
        ErrorKind::CircuitOpen { retry_in: Duration::ZERO },
    ];
    let answers = [
        ErrorKind::MissingTable,
        ErrorKind::MissingIndex { index: text() },
        ErrorKind::NoStream,
        ErrorKind::StreamGap { shard: text() },
        ErrorKind::AlreadyExists,
        ErrorKind::NotFound,
        ErrorKind::VersionConflict { expected: 1, found: None },
        ErrorKind::OutOfRange { attribute: text() },
        ErrorKind::ConditionFailed,
        ErrorKind::Outdated { found: 1, current: 2 },
        ErrorKind::ItemCollectionTooLarge,
        ErrorKind::TransactionCancelled(Vec::new()),
        ErrorKind::TransactionConflict,
        ErrorKind::Other { code: text() },
    ];
    let rows = [(&failures[..], closed(2)), (&nothing[..], closed(1)), (&answers[..], closed(0))];
    for (kinds, state) in rows {
        for kind in kinds {
            let db = patient(&engine);
            fail(&db, &engine).await;
            engine.plan([Answer::Fails(kind.clone())]);
            assert_eq!(call(&db).await.unwrap_err().kind(), kind);
            assert_eq!(db.breaker().state(), state, "{kind:?}");
        }
    }
}

/// Sends batches three times.
fn patient(engine: &Scripted) -> Db {
    Db::builder().backoff(Backoff { attempts: 3, ..Backoff::default() }).from_backend(engine.clone())
}

fn batches(db: &Db) -> [Request; 2] {
    let get = db.batch_get([Part::key("a"), Part::key("b")]).request().unwrap();
    let write = db.batch_write().put(&part("a")).put(&part("b")).request().unwrap();
    [Request::BatchGet(Arc::new(get)), Request::BatchWrite(Arc::new(write))]
}

#[tokio::test(start_paused = true)]
async fn a_call_counts_once_after_all_that_is_sent_again() {
    let engine = Scripted::default();
    let slow = || Answer::Fails(ErrorKind::Throttled { reasons: Vec::new() });
    for at in 0..2 {
        let send = async |answers: [Answer; 3]| {
            let db = patient(&engine);
            fail(&db, &engine).await;
            let before = engine.calls();
            engine.plan(answers);
            let reply = db.execute(batches(&db)[at].clone(), None).await.unwrap();
            (engine.calls() - before, reply.unprocessed.len(), db.breaker().state())
        };
        assert_eq!(send([Answer::Left, slow(), Answer::Good]).await, (3, 0, closed(0)));
        assert_eq!(send([Answer::Left, Answer::Left, Answer::Left]).await, (3, 2, closed(2)));
        assert_eq!(send([slow(), slow(), slow()]).await, (3, 2, closed(2)));
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_left_for_another_reason_than_throttling_is_no_failure() {
    let engine = Scripted::default();
    for (kind, state) in [
        (ErrorKind::MissingTable, closed(0)),
        (ErrorKind::Timeout, closed(2)),
        // Part of the batch came back undone before.
        (ErrorKind::InvalidRequest { reason: "ours".into() }, closed(2)),
    ] {
        let db = patient(&engine);
        fail(&db, &engine).await;
        engine.plan([Answer::Left, Answer::Fails(kind.clone())]);
        let [get, _] = batches(&db);
        let reply = db.execute(get, None).await.unwrap();
        assert_eq!(reply.stopped.unwrap().kind(), &kind);
        assert_eq!(db.breaker().state(), state, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn typed_operations_are_calls_like_others() {
    let engine = Scripted::default();
    let db = Db::builder().breaker(Breaker::new().failures(1)).from_backend(engine.clone());
    engine.plan([Answer::Fails(ErrorKind::Timeout)]);
    assert!(db.put(&part("a")).await.unwrap_err().is_timeout());
    let error = db.put(&part("a")).await.unwrap_err();
    assert!(error.is_circuit_open() && error.table() == Some("stock"), "{error:?}");
    // What was not sent is among what is left.
    let error = db.batch_write().put(&part("a")).put(&part("b")).await.unwrap_err();
    assert!(error.is_circuit_open(), "{error:?}");
    assert_eq!((error.leftovers().len(), engine.calls()), (2, 1));
}

/// A batch that opens the circuit itself says what it has left, and not that the circuit is open.
#[tokio::test(start_paused = true)]
async fn a_batch_that_opens_the_circuit_is_unprocessed() {
    let engine = Scripted::default();
    let once = Backoff { attempts: 1, ..Backoff::default() };
    let db = Db::builder().breaker(Breaker::new().failures(1)).backoff(once).from_backend(engine.clone());
    engine.plan([Answer::Left]);
    let batch = ["a", "b", "c"].iter().fold(db.batch_write(), |batch, id| batch.put(&part(id)));
    let error = batch.chunk(1).concurrency(1).await.unwrap_err();
    assert!(error.is_unprocessed(), "{error:?}");
    assert_eq!((error.leftovers().len(), engine.calls()), (3, 1));
}
