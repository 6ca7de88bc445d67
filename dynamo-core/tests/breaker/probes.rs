//! One probe at a time, whatever becomes of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dynamo_core::backend::BoxFuture;
use dynamo_core::middleware::{Breaker, BreakerState, Layer, Next};
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::response::{Reply, Rows};

use crate::scripted::{Answer, Scripted};
use crate::{CLOSED, COOLDOWN, call, fail, ready, touchy};

/// How long a call that is let through by nobody is told to wait while a probe is out.
const SOON: Duration = Duration::from_secs(1);

fn opens_in(result: Result<Reply>) -> Duration {
    match result.unwrap_err().kind() {
        ErrorKind::CircuitOpen { retry_in } => *retry_in,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn open_fails_at_once_until_its_time_is_over() {
    let engine = Scripted::default();
    let db = touchy(&engine);
    fail(&db, &engine).await;
    assert_eq!(db.breaker().state(), BreakerState::Open { retry_in: COOLDOWN });
    tokio::time::advance(COOLDOWN / 3).await;
    let error = call(&db).await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::CircuitOpen { retry_in: COOLDOWN * 2 / 3 });
    assert!(error.is_circuit_open() && !error.is_unavailable());
    assert_eq!(error.retry_hint(), Some(COOLDOWN * 2 / 3));
    assert_eq!((error.table(), error.operation()), (Some("stock"), Some("DescribeTable")));
    assert!(error.to_string().contains("40.0s"), "{error}");
    tokio::time::advance(COOLDOWN * 2 / 3 - Duration::from_nanos(1)).await;
    assert_eq!(opens_in(call(&db).await), Duration::from_nanos(1));
    assert_eq!(engine.calls(), 1);
    tokio::time::advance(Duration::from_nanos(1)).await;
    call(&db).await.unwrap();
    assert_eq!((engine.calls(), db.breaker().state()), (2, CLOSED));
}

#[tokio::test(start_paused = true)]
async fn a_probe_that_fails_opens_for_as_long_again() {
    let engine = Scripted::default();
    let db = touchy(&engine);
    ready(&db, &engine).await;
    for _ in 0..3 {
        fail(&db, &engine).await;
        assert_eq!(opens_in(call(&db).await), COOLDOWN);
        tokio::time::advance(COOLDOWN).await;
    }
    call(&db).await.unwrap();
    assert_eq!((engine.calls(), db.breaker().state()), (5, CLOSED));
}

/// Counts what passes.
#[derive(Clone, Default)]
struct Counter(Arc<AtomicUsize>);

impl Layer for Counter {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        next.call(request, rows)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn of_64_tasks_one_is_the_probe() {
    for _ in 0..20 {
        let (engine, counter) = (Scripted::default(), Counter::default());
        let breaker = Breaker::new().failures(1).cooldown(Duration::ZERO);
        let db = Db::builder().breaker(breaker).layer(counter.clone()).from_backend(engine.clone());
        fail(&db, &engine).await;
        let answered = engine.later(Answer::Good);
        let barrier = Arc::new(tokio::sync::Barrier::new(64));
        let (told, mut tell) = tokio::sync::mpsc::unbounded_channel();
        let tasks: Vec<_> = (0..64)
            .map(|_| {
                let (db, barrier, told) = (db.clone(), Arc::clone(&barrier), told.clone());
                tokio::spawn(async move {
                    barrier.wait().await;
                    let result = call(&db).await;
                    told.send(()).unwrap();
                    result
                })
            })
            .collect();
        // All others have been told before the probe is answered.
        for _ in 0..63 {
            tell.recv().await.unwrap();
        }
        assert_eq!((counter.0.load(Ordering::SeqCst), db.breaker().state()), (2, BreakerState::HalfOpen));
        answered.notify_one();
        let mut answers = Vec::new();
        for task in tasks {
            answers.push(task.await.unwrap());
        }
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        let refused = answers.iter().filter(|answer| answer.as_ref().is_err_and(Error::is_circuit_open));
        assert_eq!((refused.count(), db.breaker().state()), (63, CLOSED));
    }
}

/// Begins a call in a task of its own, and waits until it is on its way.
async fn begun(db: &Db, engine: &Scripted) -> tokio::task::JoinHandle<Result<Reply>> {
    let (before, db) = (engine.calls(), db.clone());
    let task = tokio::spawn(async move { call(&db).await });
    while engine.calls() == before {
        tokio::task::yield_now().await;
    }
    task
}

#[tokio::test(start_paused = true)]
async fn a_probe_that_is_dropped_gives_its_place_back() {
    let engine = Scripted::default();
    let db = touchy(&engine);
    ready(&db, &engine).await;
    let _never = engine.later(Answer::Good);
    let waited = tokio::time::timeout(Duration::from_secs(5), call(&db)).await;
    assert!(waited.is_err(), "the probe hangs");
    assert_eq!(db.breaker().state(), BreakerState::Open { retry_in: Duration::ZERO });
    call(&db).await.unwrap();
    assert_eq!(db.breaker().state(), CLOSED);
}

#[tokio::test(start_paused = true)]
async fn a_probe_that_is_cancelled_or_panics_gives_its_place_back() {
    let engine = Scripted::default();
    let db = touchy(&engine);
    ready(&db, &engine).await;
    let _never = engine.later(Answer::Good);
    let task = begun(&db, &engine).await;
    assert_eq!((db.breaker().state(), opens_in(call(&db).await)), (BreakerState::HalfOpen, SOON));
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    assert_eq!(db.breaker().state(), BreakerState::Open { retry_in: Duration::ZERO });

    engine.plan([Answer::Panics]);
    let panicking = db.clone();
    assert!(tokio::spawn(async move { call(&panicking).await }).await.unwrap_err().is_panic());
    assert_eq!(db.breaker().state(), BreakerState::Open { retry_in: Duration::ZERO });
    call(&db).await.unwrap();
    assert_eq!(db.breaker().state(), CLOSED);
}

#[tokio::test(start_paused = true)]
async fn a_probe_that_was_never_sent_gives_its_place_back() {
    let engine = Scripted::default();
    let db = touchy(&engine);
    ready(&db, &engine).await;
    engine.plan([Answer::Fails(ErrorKind::InvalidRequest { reason: "ours".into() })]);
    assert!(call(&db).await.unwrap_err().is_invalid_request());
    assert_eq!(db.breaker().state(), BreakerState::Open { retry_in: Duration::ZERO });
}

#[tokio::test(start_paused = true)]
async fn errors_of_the_callers_close_a_probe() {
    for kind in [ErrorKind::ConditionFailed, ErrorKind::MissingTable, ErrorKind::Other { code: "x".into() }] {
        let engine = Scripted::default();
        let db = touchy(&engine);
        ready(&db, &engine).await;
        engine.plan([Answer::Fails(kind.clone())]);
        assert_eq!(call(&db).await.unwrap_err().kind(), &kind);
        assert_eq!(db.breaker().state(), CLOSED, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn stragglers_change_nothing() {
    for late in [Answer::Good, Answer::Fails(ErrorKind::Timeout)] {
        let engine = Scripted::default();
        let db = touchy(&engine);
        // Three begin before it opens, and end in each of its states.
        let mut stragglers = Vec::new();
        for _ in 0..3 {
            let called = engine.later(late.clone());
            stragglers.push((called, begun(&db, &engine).await));
        }
        let mut end = async || {
            let (called, task) = stragglers.pop().unwrap();
            called.notify_one();
            assert_eq!(task.await.unwrap().is_ok(), matches!(late, Answer::Good));
        };
        fail(&db, &engine).await;
        end().await;
        assert_eq!(db.breaker().state(), BreakerState::Open { retry_in: COOLDOWN }, "{late:?}");

        tokio::time::advance(COOLDOWN).await;
        let probed = engine.later(Answer::Good);
        let probe = begun(&db, &engine).await;
        end().await;
        assert_eq!(db.breaker().state(), BreakerState::HalfOpen, "{late:?}");

        probed.notify_one();
        probe.await.unwrap().unwrap();
        end().await;
        assert_eq!(db.breaker().state(), CLOSED, "{late:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn reset_closes_and_forgets_what_is_on_its_way() {
    let engine = Scripted::default();
    let db = touchy(&engine);
    let late = engine.later(Answer::Fails(ErrorKind::Timeout));
    let straggler = begun(&db, &engine).await;
    ready(&db, &engine).await;
    let probed = engine.later(Answer::Fails(ErrorKind::Timeout));
    let probe = begun(&db, &engine).await;
    db.breaker().reset();
    assert_eq!(db.breaker().state(), CLOSED);
    for (called, task) in [(late, straggler), (probed, probe)] {
        called.notify_one();
        task.await.unwrap().unwrap_err();
        assert_eq!(db.breaker().state(), CLOSED);
    }
    call(&db).await.unwrap();
}
