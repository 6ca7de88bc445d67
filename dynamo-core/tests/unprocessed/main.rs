//! Batches of which an engine leaves members unprocessed: everything arrives exactly once, or is reported, and nothing else is.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

#[cfg(feature = "tracing")]
mod dropped;
#[cfg(feature = "tracing")]
#[path = "../listen/mod.rs"]
mod listen;
#[cfg(feature = "tracing")]
#[path = "../warnings/mod.rs"]
mod warnings;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamo_core::backend::embedded::Engine;
use dynamo_core::error::ErrorKind;
use dynamo_core::middleware::Backoff;
use dynamo_core::prelude::*;
use dynamo_core::testing::{Fault, Faults, On};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "notes")]
struct Note {
    #[pk]
    id: String,
    text: String,
}

/// What another program takes a note to be.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "notes")]
struct NumberedNote {
    #[pk]
    id: String,
    text: u32,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "marks")]
#[gsi(by_page, pk = page, sk = line, keys_only)]
struct Mark {
    #[pk]
    page: u32,
    #[sk]
    line: i64,
    text: String,
    #[version]
    rev: u64,
}

/// Soon, and as often as it takes.
fn eager() -> Backoff {
    let soon = Duration::from_millis(1);
    Backoff { base: soon, cap: soon, attempts: 200, ..Backoff::default() }
}

/// Two attempts.
fn twice() -> Backoff {
    Backoff { attempts: 2, ..eager() }
}

/// Leaves members of batches, and keeps those that it passes on.
struct Faulty {
    faults: Faults,
    client: Client,
    passed: Arc<Mutex<Vec<String>>>,
}

impl Faulty {
    fn new() -> Self {
        let faults = Faults::none();
        let client = faults.client(&Engine::memory().unwrap().client()).unwrap();
        let once = client.config().to_builder().retry_config(RetryConfig::disabled());
        Self { faults, client: Client::from_conf(once.build()), passed: Arc::default() }
    }

    /// From now on, these members are left; what was said and seen before is forgotten.
    fn leave(&self, mut which: impl FnMut(&str) -> bool + Send + 'static) {
        self.faults.reset();
        self.passed.lock().unwrap().clear();
        let passed = Arc::clone(&self.passed);
        self.faults.leave(move |member| {
            let left = which(member);
            if !left {
                passed.lock().unwrap().push(member.to_owned());
            }
            left
        });
    }

    /// From now on, each member is left with this probability.
    fn leave_some(&self, part: f64) {
        self.leave(move |_| fastrand::f64() < part);
    }

    /// From now on, members whose text holds this are left, each time.
    fn leave_holding(&self, text: &'static str) {
        self.leave(move |member| member.contains(text));
    }

    /// From now on nothing is left, and the next batches get these faults.
    fn script(&self, faults: impl IntoIterator<Item = Fault>) {
        self.leave(|_| false);
        self.faults.script(On::Items, faults);
    }

    /// How many batches have arrived.
    fn batches(&self) -> usize {
        let report = self.faults.report();
        report.requests("BatchGetItem") + report.requests("BatchWriteItem")
    }

    /// Every member that the engine got, in one order.
    fn passed(&self) -> Vec<String> {
        let mut passed = self.passed.lock().unwrap().clone();
        passed.sort();
        passed
    }
}

async fn set_up(backoff: Backoff) -> (Faulty, [Db; 2]) {
    let faulty = Faulty::new();
    // Through the lane, and through the SDK's reader.
    let lane = Db::builder().backoff(backoff).from_client(faulty.client.clone());
    let sdk = Db::builder().backoff(backoff).sdk_replies().from_client(faulty.client.clone());
    lane.create_table::<Note>().await.unwrap();
    lane.create_table::<Mark>().await.unwrap();
    (faulty, [lane, sdk])
}

fn notes(count: u32) -> Vec<Note> {
    (0..count).map(|id| Note { id: format!("n{id}"), text: format!("text {id}") }).collect()
}

fn marks(count: i64) -> Vec<Mark> {
    (0..count).map(|line| Mark { page: 1, line, text: format!("mark {line}"), rev: 4 }).collect()
}

fn note_keys(count: u32) -> Vec<Key<Note>> {
    (0..count).map(|id| Note::key(format!("n{id}"))).collect()
}

#[tokio::test]
async fn every_write_arrives_exactly_once() {
    for part in [0.1, 0.5, 0.9] {
        let (faulty, [db, _]) = set_up(eager()).await;
        db.batch_write().put_all(&notes(60)).await.unwrap();
        faulty.leave_some(part);
        let (new, gone) = (marks(70), note_keys(40));
        let batch = new.iter().fold(db.batch_write(), |batch, mark| batch.overwrite(mark)).delete_all(gone);
        batch.await.unwrap();
        let passed = faulty.passed();
        assert_eq!(passed.len(), 110, "each was done once");
        assert_eq!(passed.iter().collect::<BTreeSet<_>>().len(), 110, "and they are different");
        assert!(faulty.batches() > 5, "{}", faulty.batches());
        faulty.script([]);
        assert_eq!(db.scan::<Note>().count().await.unwrap(), 20);
        let stored = db.query(Mark::partition(1_u32)).all().await.unwrap();
        assert_eq!(stored, new.into_iter().map(|mark| Mark { rev: 5, ..mark }).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn every_read_arrives_exactly_once() {
    let (faulty, dbs) = set_up(eager()).await;
    let (notes, marks) = (notes(150), marks(30));
    let batch = marks.iter().fold(dbs[0].batch_write(), |batch, mark| batch.overwrite(mark));
    batch.put_all(&notes).await.unwrap();
    for db in dbs {
        for part in [0.1, 0.5, 0.9] {
            faulty.leave_some(part);
            let keys = (note_keys(170), marks.iter().map(Table::primary_key).collect::<Vec<_>>());
            let (some, others) = db.batch_get(keys).await.unwrap();
            let missing = std::iter::repeat_n(None, 20);
            assert_eq!(some, notes.iter().cloned().map(Some).chain(missing).collect::<Vec<_>>());
            assert_eq!(others.iter().flatten().map(|mark| mark.line).collect::<Vec<_>>(), (0..30).collect::<Vec<_>>());
            assert_eq!(faulty.passed().len(), 200, "each was read once");
            assert_eq!(faulty.passed().into_iter().collect::<BTreeSet<_>>().len(), 200);
        }
        // A part of each, which has to be asked for again, too.
        faulty.leave_some(0.5);
        let texts = db.batch_get(note_keys(3)).select(|n| n.text()).consistent().found().await.unwrap();
        assert_eq!(texts, ["text 0", "text 1", "text 2"]);
        assert!(faulty.batches() >= 1);
    }
}

#[tokio::test]
async fn what_is_left_of_writes_is_reported_exactly() {
    let (faulty, [db, _]) = set_up(twice()).await;
    db.batch_write().put_all(&notes(30)).await.unwrap();
    faulty.leave_holding("7");
    let new = marks(30);
    let batch = new.iter().fold(db.batch_write(), |batch, mark| batch.overwrite(mark));
    let error = batch.delete_all(note_keys(30)).await.unwrap_err();
    assert!(error.is_unprocessed(), "{error:?}");
    // Marks 7, 17 and 27, and notes n7, n17, n27.
    assert_eq!(error.kind(), &ErrorKind::Unprocessed { members: 6 });
    assert_eq!(error.operation(), Some("BatchWriteItem"));
    let left = error.unprocessed::<Mark>().unwrap();
    assert_eq!(left.puts, [7, 17, 27].map(|at| new[at].clone()), "as they were given");
    assert_eq!((left.keys.len(), left.deletes.len(), left.len()), (0, 0, 3));
    let left = error.unprocessed::<Note>().unwrap();
    assert_eq!(left.deletes, ["n7", "n17", "n27"].map(Note::key));
    assert!(error.to_string().starts_with("6 of the batch were not done"), "{error}");
    faulty.script([]);
    assert_eq!(db.scan::<Mark>().count().await.unwrap(), 27);
    let ids: BTreeSet<_> = db.scan::<Note>().select(|n| n.id()).all().await.unwrap().into_iter().collect();
    assert_eq!(ids, ["n7", "n17", "n27"].map(str::to_owned).into());
}

#[tokio::test]
async fn what_is_left_of_reads_is_reported_and_the_rest_is_kept() {
    let (faulty, dbs) = set_up(twice()).await;
    let all = notes(120);
    dbs[0].batch_write().put_all(&all).await.unwrap();
    for db in dbs {
        faulty.leave_holding("n11");
        let error = db.batch_get((note_keys(120), Mark::key(1_u32, 1))).await.unwrap_err();
        // n11, and n110 to n119.
        let left: Vec<_> = (110..120).chain([11]).map(|id| Note::key(format!("n{id}"))).collect();
        assert_eq!(error.kind(), &ErrorKind::Unprocessed { members: 11 });
        let keys = error.unprocessed::<Note>().unwrap().keys;
        assert!(keys.len() == 11 && left.iter().all(|key| keys.contains(key)), "{keys:?}");
        assert!(error.unprocessed::<Mark>().unwrap().is_empty());
        assert_eq!((error.table(), error.operation()), (Some("notes"), Some("BatchGetItem")));
        assert!(error.take_read::<Vec<Option<Note>>>().is_none(), "it is of another type");
        let (read, mark) = error.take_read::<(Vec<Option<Note>>, Option<Mark>)>().unwrap();
        for (at, note) in read.iter().enumerate() {
            let is_left = at == 11 || at >= 110;
            assert_eq!(note.as_ref(), (!is_left).then(|| &all[at]), "{at}");
        }
        assert_eq!(mark, None);
        assert!(error.take_read::<(Vec<Option<Note>>, Option<Mark>)>().is_none(), "it was taken");
    }
}

/// What does not fit stays so, so it is told; what is left to ask for, and what was read, comes with it.
#[tokio::test]
async fn an_item_that_does_not_fit_loses_neither_the_rest_nor_what_was_read() {
    let (faulty, dbs) = set_up(twice()).await;
    dbs[0].batch_write().put_all(&notes(5)).await.unwrap();
    dbs[0].put(&NumberedNote { id: "n3".into(), text: 7 }).await.unwrap();
    for db in dbs {
        faulty.leave_holding("n1");
        let error = db.batch_get(note_keys(5)).await.unwrap_err();
        assert!(error.is_decode(), "{error}");
        assert_eq!(error.unprocessed::<Note>().unwrap().keys, [Note::key("n1")]);
        let read = error.take_read::<Vec<Option<Note>>>().unwrap();
        assert_eq!(read.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, true, false, true]);
    }
}

#[tokio::test]
async fn a_batch_that_is_throttled_as_a_whole_is_sent_again() {
    let (faulty, [db, _]) = set_up(eager()).await;
    faulty.script([Fault::ThroughputExceeded; 3]);
    db.batch_write().put_all(&notes(10)).await.unwrap();
    assert_eq!((faulty.batches(), faulty.passed().len()), (4, 10));
    faulty.script([Fault::ThroughputExceeded; 3]);
    assert_eq!(db.batch_get(note_keys(10)).found().await.unwrap(), notes(10));
    let db = Db::builder().backoff(twice()).from_client(faulty.client.clone());
    faulty.script([Fault::ThroughputExceeded; 9]);
    let error = db.batch_get(note_keys(10)).await.unwrap_err();
    assert_eq!(error.table(), Some("notes"));
    assert_eq!(error.kind(), &ErrorKind::Unprocessed { members: 10 });
    assert!(std::error::Error::source(&error).is_some_and(|source| source.to_string().contains("throttled")));
    assert_eq!(faulty.batches(), 2);
}

#[tokio::test]
async fn an_error_behind_a_part_leaves_exactly_the_rest() {
    let (faulty, [db, _]) = set_up(eager()).await;
    // The first leaves the first, the third, …; whatever comes behind is refused.
    let mut members = 0;
    faulty.leave(move |_| {
        members += 1;
        members % 2 == 1
    });
    faulty.faults.script(On::Items, [Fault::None].into_iter().chain([Fault::Denied; 9]));
    let error = db.batch_write().put_all(&notes(60)).concurrency(1).await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::AccessDenied);
    assert_eq!(faulty.batches(), 2, "no other chunk has a chance");
    let left: BTreeSet<_> = error.unprocessed::<Note>().unwrap().puts.into_iter().map(|note| note.id).collect();
    faulty.script([]);
    let stored: BTreeSet<_> = db.scan::<Note>().select(|n| n.id()).all().await.unwrap().into_iter().collect();
    // Of the first chunk 12 were done, of the others nothing was sent.
    assert_eq!((stored.len(), left.len()), (12, 48));
    assert!(stored.is_disjoint(&left));
}

#[tokio::test]
async fn members_that_nobody_sent_drop_none_of_ours() {
    let (faulty, dbs) = set_up(twice()).await;
    faulty.script([Fault::Strangers; 100]);
    let error = dbs[0].batch_write().put_all(&notes(3)).await.unwrap_err();
    assert_eq!(error.unprocessed::<Note>().unwrap().puts, notes(3));
    for db in dbs {
        let error = db.batch_get(note_keys(3)).await.unwrap_err();
        assert_eq!(error.unprocessed::<Note>().unwrap().keys, note_keys(3));
        let read = error.take_read::<Vec<Option<Note>>>().unwrap();
        assert_eq!(read, notes(3).into_iter().map(Some).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn hydrated_reads_ask_again() {
    let (faulty, dbs) = set_up(eager()).await;
    let new = marks(150);
    new.iter().fold(dbs[0].batch_write(), |batch, mark| batch.overwrite(mark)).await.unwrap();
    for db in dbs {
        faulty.leave_some(0.6);
        let hydrated = db.query(Mark::by_page().partition(1_u32)).hydrate().await.unwrap();
        let lines: Vec<_> = hydrated.items.iter().map(|mark| mark.line).collect();
        assert_eq!((lines, hydrated.missing.len()), ((0..150).collect::<Vec<_>>(), 0));
        assert_eq!(faulty.passed().len(), 150);
        faulty.leave_holding("17");
        let db = Db::builder().backoff(twice()).from_client(faulty.client.clone());
        let error = db.query(Mark::by_page().partition(1_u32)).hydrate().await.unwrap_err();
        let left = [17, 117].map(|line| Mark::key(1_u32, line));
        assert_eq!(error.unprocessed::<Mark>().unwrap().keys, left, "{error}");
    }
}

#[tokio::test]
async fn nothing_is_sent_for_nothing() {
    let (faulty, [db, _]) = set_up(twice()).await;
    faulty.script([]);
    db.batch_write().await.unwrap();
    db.batch_write().put_all(&notes(0)).delete_all(note_keys(0)).await.unwrap();
    assert_eq!(db.batch_get(note_keys(0)).await.unwrap(), []);
    assert_eq!(db.batch_get((note_keys(0), note_keys(0))).await.unwrap(), (vec![], vec![]));
    assert_eq!(faulty.batches(), 0);
    // Not even where there is nothing to send to.
    Db::offline().batch_write().await.unwrap();
    assert_eq!(Db::offline().batch_get(note_keys(0)).found().await.unwrap(), []);
    assert!(Db::offline().batch_get(note_keys(1)).await.unwrap_err().is_unsupported());
}
