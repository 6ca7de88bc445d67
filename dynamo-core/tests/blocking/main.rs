//! Calls without `await`: from plain threads, refused where tasks run, and dropped anywhere.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

#[path = "../folder/mod.rs"]
mod folder;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use dynamo_core::db::Blocking;
use dynamo_core::prelude::*;
use folder::Folder;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "notes")]
struct Note {
    #[pk]
    owner: String,
    #[sk]
    number: u32,
    views: u32,
}

const REFUSAL: &str =
    "a blocking call inside an asynchronous program would hold up its thread: `.await` the operation instead";

fn note(number: u32) -> Note {
    Note { owner: "ada".into(), number, views: 0 }
}

/// In memory, where calls run inline, and in a file, where they run on blocking threads.
fn on_each(test: impl Fn(&Db, &Blocking)) {
    let folder = Folder::new();
    for db in [Db::embedded().unwrap(), Db::embedded_at(folder.file("a.db")).unwrap()] {
        let blocking = db.blocking().unwrap();
        blocking.run(db.create_table::<Note>()).unwrap();
        test(&db, &blocking);
    }
}

#[test]
fn every_form_of_call_runs() {
    on_each(|db, blocking| {
        let written: Note = blocking.run(db.put(&note(1)).written()).unwrap();
        assert_eq!(blocking.run(db.get(Note::key("ada", 1))).unwrap(), Some(written));
        let refused = blocking.run(db.create(&note(1))).unwrap_err();
        assert!(refused.is_already_exists(), "{refused}");
        blocking.run(db.batch_write().put_all(&(2..=30).map(note).collect::<Vec<_>>())).unwrap();
        blocking.run(db.transact_write().delete(Note::key("ada", 2)).create(&note(31))).unwrap();
        assert_eq!(blocking.run(db.query(Note::partition("ada").sk(|s| s.le(3))).all()).unwrap(), [note(1), note(3)]);
        assert_eq!(blocking.run(db.scan::<Note>().segments(3).count()).unwrap(), 30);
        let (new, _) = blocking
            .run(db.update(Note::key("ada", 3)).set(|n| n.views().increment(1)).returning_new().metered())
            .unwrap();
        assert_eq!(new.views, 1);
    });
}

#[test]
fn a_stream_is_an_iterator() {
    on_each(|db, blocking| {
        blocking.run(db.batch_write().put_all(&(0..7).map(note).collect::<Vec<_>>())).unwrap();
        let mut rows = blocking.iter(db.query(Note::partition("ada")).page_size(2).stream());
        let numbers: Vec<u32> = rows.by_ref().map(|row| row.unwrap().number).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6]);
        assert!(rows.next().is_none(), "it may be asked again behind its end");
        let pages = blocking.iter(db.query(Note::partition("ada")).page_size(3).pages());
        assert_eq!(pages.map(|page| page.unwrap().items.len()).collect::<Vec<_>>(), [3, 3, 1]);
        // An error ends the iteration, and is seen.
        let mut failing = blocking.iter(db.query(Note::partition("")).stream());
        assert!(failing.next().is_some_and(|row| row.is_err()) && failing.next().is_none());
    });
}

#[test]
fn errors_of_the_callers_own_pass_through() {
    on_each(|db, blocking| {
        let own: Result<(), Box<dyn std::error::Error>> = blocking.run(async {
            db.get(Note::key("bob", 1)).required().await?;
            Ok(())
        });
        assert!(own.unwrap_err().downcast_ref::<Error>().is_some_and(Error::is_not_found));
    });
}

#[tokio::test]
async fn inside_a_runtime_everything_is_refused_and_nothing_is_sent() {
    let db = Db::embedded().unwrap();
    db.create_table::<Note>().await.unwrap();
    let own = db.clone();
    // Made where it may be, used where it may not.
    let blocking = thread::spawn(move || own.blocking().unwrap()).join().unwrap();
    let texts = [
        db.blocking().unwrap_err().to_string(),
        Blocking::new().unwrap_err().to_string(),
        blocking.run(db.put(&note(1))).unwrap_err().to_string(),
        blocking.run(blocking_in(&blocking, &db)).unwrap_err().to_string(),
    ];
    assert_eq!(texts, [REFUSAL; 4]);
    // A thread for blocking work has the own way of its runtime.
    let (own, ours) = (blocking.clone(), db.clone());
    let in_thread = tokio::task::spawn_blocking(move || {
        let refused = own.run(ours.scan::<Note>().count()).unwrap_err().to_string();
        (refused, tokio::runtime::Handle::current().block_on(ours.scan::<Note>().count().into_future()).unwrap())
    });
    assert_eq!(in_thread.await.unwrap(), (REFUSAL.to_owned(), 0));
    let mut rows = blocking.iter(db.scan::<Note>().stream());
    assert_eq!(rows.next().unwrap().unwrap_err().to_string(), REFUSAL);
    assert!(rows.next().is_none());
    assert_eq!(db.scan::<Note>().count().await.unwrap(), 0);
}

async fn blocking_in(blocking: &Blocking, db: &Db) -> Result<Option<Note>> {
    blocking.run(db.get(Note::key("ada", 1)))
}

#[test]
fn a_call_inside_a_call_is_refused() {
    on_each(|db, blocking| {
        let refused = blocking.run(blocking_in(blocking, db)).unwrap_err();
        assert_eq!(refused.to_string(), REFUSAL);
    });
}

#[test]
fn many_threads_call_at_the_same_time() {
    on_each(|db, _| {
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..10 {
                        let count = db
                            .upsert(Note::key("ada", 1))
                            .set(|n| n.views().increment(1))
                            .or_insert(&Note { views: 1, ..note(1) });
                        db.blocking().unwrap().run(count).unwrap();
                    }
                });
            }
        });
        let counted = db.blocking().unwrap().run(db.get(Note::key("ada", 1)).required()).unwrap();
        assert_eq!(counted.views, 80);
    });
}

#[test]
fn what_a_call_leaves_behind_goes_on_between_calls() {
    let blocking = Blocking::new().unwrap();
    let (sender, receiver) = mpsc::channel();
    blocking
        .run(async {
            tokio::spawn(async move {
                // Longer than the call, and nobody calls meanwhile: so does a connection's task wait for its server.
                tokio::time::sleep(Duration::from_millis(20)).await;
                sender.send(()).unwrap();
            });
            Ok::<_, Error>(())
        })
        .unwrap();
    receiver.recv_timeout(Duration::from_secs(30)).expect("the task goes on by itself");
}

#[tokio::test]
async fn dropped_where_tasks_run_it_does_not_panic() {
    let folder = Folder::new();
    let file = folder.file("a.db");
    let (db, blocking) = thread::spawn(move || {
        let db = Db::embedded_at(file).unwrap();
        let blocking = db.blocking().unwrap();
        blocking.run(db.create_table::<Note>()).unwrap();
        (db, blocking)
    })
    .join()
    .unwrap();
    drop(blocking);
    // The last handle takes the runtime with it.
    drop(db);
}

#[test]
fn dropped_by_a_task_of_its_own_it_does_not_panic() {
    let done = Arc::new(AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel();
    let blocking = Blocking::new().unwrap();
    let (own, seen) = (blocking.clone(), Arc::clone(&done));
    blocking
        .run(async move {
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(20)).await;
                drop(own);
                seen.store(true, Ordering::SeqCst);
                sender.send(()).unwrap();
            });
            Ok::<_, Error>(())
        })
        .unwrap();
    drop(blocking);
    receiver.recv_timeout(Duration::from_secs(30)).expect("the task comes to its end");
    assert!(done.load(Ordering::SeqCst));
}

#[test]
fn handles_made_from_another_share_its_runtime() {
    let db = Db::embedded().unwrap();
    let other = Db::builder().table_prefix("x-").from_db(&db);
    let name =
        |db: &Db| db.blocking().unwrap().run(async { Ok::<_, Error>(tokio::runtime::Handle::current().id()) }).unwrap();
    assert_eq!(name(&db), name(&other));
    assert_eq!(name(&db), name(&db.clone()));
    assert_ne!(name(&db), name(&Db::embedded().unwrap()));
}
