//! The faults that `dynamo_core::testing` injects: each arrives as what it says, happens to what it fits, and is counted.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

use std::time::{Duration, Instant};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use dynamo_core::backend::embedded::Engine;
use dynamo_core::error::ErrorKind;
use dynamo_core::middleware::Backoff;
use dynamo_core::prelude::*;
use dynamo_core::testing::{Fault, Faults, On};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "notes")]
struct Note {
    #[pk]
    id: u32,
    text: String,
}

fn note(id: u32) -> Note {
    Note { id, text: format!("text {id}") }
}

fn notes(count: u32) -> Vec<Note> {
    (0..count).map(note).collect()
}

/// Nothing is sent twice: what the faults do is what is seen.
async fn set_up(faults: &Faults) -> Db {
    let client = faults.client(&Engine::memory().unwrap().client()).unwrap();
    let once = client.config().to_builder().retry_config(RetryConfig::disabled()).build();
    let backoff = Backoff { attempts: 1, ..Backoff::default() };
    let db = Db::builder().backoff(backoff).from_client(Client::from_conf(once));
    db.create_table::<Note>().await.unwrap();
    db
}

/// What an increment-like write of one item comes to.
async fn written(db: &Db, id: u32) -> Result<()> {
    db.put(&note(id)).only_if(|n| n.id().not_exists()).await
}

#[tokio::test]
async fn every_fault_does_what_it_says_to_a_write() {
    let faults = Faults::none();
    let db = set_up(&faults).await;
    for (id, fault) in (0..).zip(Fault::ALL) {
        faults.reset();
        faults.script(On::Writes, [fault]);
        let done = written(&db, id).await;
        let report = faults.report();
        let is_there = db.get(Note::key(id)).await.unwrap().is_some();
        assert_eq!(is_there, report.applied() == 1, "{fault:?}");
        let hits = report.hits(fault);
        match fault {
            Fault::OperationThrottled | Fault::InProgress | Fault::Leftovers | Fault::Strangers => {
                assert!(done.is_ok() && is_there && report.all_faults() == 0, "{fault:?} fits no put");
                continue;
            }
            Fault::Slow => assert!(done.is_ok() && is_there),
            _ => {
                let error = done.unwrap_err();
                assert_eq!(error.is_outcome_unknown(), fault.is_ambiguous(), "{fault:?}: {error}");
                assert_eq!(is_there, Fault::LOST_ANSWER.contains(&fault), "{fault:?}");
                assert_eq!(error.is_throttled(), Fault::THROTTLED.contains(&fault), "{fault:?}: {error}");
                assert_eq!(error.is_access_denied(), fault == Fault::Denied, "{fault:?}: {error}");
                assert_eq!(error.is_transaction_conflict(), fault == Fault::Conflict, "{fault:?}: {error}");
                assert_eq!(error.is_unavailable(), fault == Fault::Refused, "{fault:?}: {error}");
            }
        }
        assert_eq!(
            (hits.applied, hits.not_applied, hits.reads),
            (usize::from(is_there), usize::from(!is_there), 0),
            "{fault:?}"
        );
        assert_eq!(report.ambiguous(), usize::from(fault.is_ambiguous()));
        assert_eq!(report.lost_answers(), usize::from(Fault::LOST_ANSWER.contains(&fault)));
        assert_eq!((report.all_faults(), report.requests("PutItem"), report.requests("GetItem")), (1, 1, 0));
    }
}

#[tokio::test]
async fn transactions_are_cancelled_by_their_last_operation() {
    let faults = Faults::none();
    let db = set_up(&faults).await;
    let write = || db.transact_write().put(&note(1)).put(&note(2));
    faults.script(On::Operation("TransactWriteItems"), [Fault::Conflict, Fault::InProgress, Fault::OperationThrottled]);
    assert!(write().await.unwrap_err().is_transaction_conflict());
    assert!(write().await.unwrap_err().is_outcome_unknown(), "an earlier attempt may be at work");
    assert!(write().await.unwrap_err().is_throttled());
    faults.script(On::Reads, [Fault::Conflict, Fault::OperationThrottled, Fault::InProgress]);
    let read = || db.transact_get([Note::key(1_u32), Note::key(2_u32)]);
    assert!(read().await.unwrap_err().is_transaction_conflict());
    assert!(read().await.unwrap_err().is_throttled());
    assert_eq!(read().await.unwrap(), [None, None], "no transaction of writes");
    // An answer as the SDK reads it has a reason for each operation.
    faults.script(On::Writes, [Fault::Conflict]);
    let raw = db.sdk().unwrap().clone();
    let put = |id: u32| {
        let put = aws_sdk_dynamodb::types::Put::builder().table_name("notes");
        let put = put.set_item(Some(note(id).to_item().unwrap())).build().unwrap();
        aws_sdk_dynamodb::types::TransactWriteItem::builder().put(put).build()
    };
    let sent = raw.transact_write_items().transact_items(put(1)).transact_items(put(2)).send().await;
    let error = sent.unwrap_err().into_service_error();
    let TransactWriteItemsError::TransactionCanceledException(cancelled) = error else { panic!("{error}") };
    let codes: Vec<_> = cancelled.cancellation_reasons().iter().map(|reason| reason.code().unwrap()).collect();
    assert_eq!(codes, ["None", "TransactionConflict"]);
    assert_eq!(faults.report().applied(), 0);
    write().await.unwrap();
    assert_eq!(db.scan::<Note>().count().await.unwrap(), 2);
}

#[tokio::test]
async fn leftovers_are_told_and_not_done() {
    let faults = Faults::seeded(7);
    let db = set_up(&faults).await;
    let mut sizes = std::collections::BTreeSet::new();
    for _ in 0..20 {
        faults.reset();
        faults.script(On::Writes, [Fault::Leftovers]);
        let error = db.batch_write().put_all(&notes(20)).await.unwrap_err();
        let left = error.unprocessed::<Note>().unwrap().puts;
        assert!(!left.is_empty() && error.kind() == &ErrorKind::Unprocessed { members: left.len() });
        let stored = db.scan::<Note>().all().await.unwrap();
        assert_eq!(stored.len() + left.len(), 20);
        assert!(left.iter().all(|left| !stored.contains(left)));
        assert_eq!((faults.report().members_left(), faults.report().hits(Fault::Leftovers).applied), (left.len(), 1));
        sizes.insert(left.len());
        let error = {
            faults.script(On::Reads, [Fault::Leftovers]);
            db.batch_get((0..20).map(Note::key).collect::<Vec<_>>()).await.unwrap_err()
        };
        let (read, asked_for) = (error.take_read::<Vec<Option<Note>>>().unwrap(), error.unprocessed::<Note>().unwrap());
        assert!(!asked_for.keys.is_empty());
        assert!(read.iter().flatten().all(|note| !asked_for.keys.contains(&note.primary_key())));
        db.batch_write().delete_all(stored.iter().map(Table::primary_key)).await.unwrap();
    }
    assert!(sizes.len() > 4, "parts of all sizes: {sizes:?}");
}

#[tokio::test]
async fn a_batch_of_one_is_left_whole() {
    let faults = Faults::none();
    let db = set_up(&faults).await;
    faults.script(On::Writes, [Fault::Leftovers]);
    assert!(db.batch_write().put(&note(1)).await.unwrap_err().is_unprocessed());
    let report = faults.report();
    assert_eq!((report.applied(), report.hits(Fault::Leftovers).not_applied), (0, 1));
}

#[tokio::test]
async fn the_narrowest_script_is_used_up_first() {
    let faults = Faults::seeded(1).with(1.0, [Fault::Denied]);
    faults.stop();
    let db = set_up(&faults).await;
    faults.resume();
    faults.script(On::Items, [Fault::RequestLimit]);
    faults.script(On::Writes, [Fault::Refused]);
    faults.script(On::Operation("PutItem"), [Fault::None, Fault::Throttling]);
    assert!(db.put(&note(1)).await.is_ok());
    assert!(db.put(&note(1)).await.unwrap_err().is_throttled());
    assert!(db.put(&note(1)).await.unwrap_err().is_unavailable());
    assert_eq!(db.put(&note(1)).await.unwrap_err().code(), Some("RequestLimitExceeded"));
    assert!(db.put(&note(1)).await.unwrap_err().is_access_denied());
    faults.stop();
    assert!(db.put(&note(1)).await.is_ok());
    assert_eq!(faults.report().requests("PutItem"), 6);
}

#[tokio::test]
async fn one_seed_is_one_sequence() {
    let sequence = |seed: u64| async move {
        let faults = Faults::seeded(seed).with(0.3, Fault::LOST_ANSWER).with(0.2, Fault::THROTTLED);
        let db = set_up(&faults).await;
        let mut seen = Vec::new();
        for id in 0..100 {
            seen.push(written(&db, id).await.map_err(|error| error.kind().to_string()));
        }
        (seen, faults.report())
    };
    let (one, same, other) = (sequence(42).await, sequence(42).await, sequence(43).await);
    assert_eq!(one, same);
    assert_ne!(one.0, other.0);
    let (seen, report) = one;
    let failed = seen.iter().filter(|one| one.is_err()).count();
    assert_eq!(failed, report.all_faults());
    assert!((35..65).contains(&failed), "{failed} of 100");
    assert!((18..42).contains(&report.lost_answers()), "{report}");
}

#[tokio::test]
async fn tables_are_left_alone() {
    let faults = Faults::seeded(1).with(1.0, [Fault::Failed]);
    let db = set_up(&faults).await;
    assert!(db.put(&note(1)).await.is_err());
    faults.script(On::Operation("ListTables"), [Fault::Denied]);
    assert!(db.sdk().unwrap().list_tables().send().await.is_err());
}

#[tokio::test]
async fn slow_answers_come_late() {
    let faults = Faults::none();
    let db = set_up(&faults).await;
    faults.slow_by(Duration::from_millis(60));
    faults.script(On::Reads, [Fault::Slow]);
    let begin = Instant::now();
    assert_eq!(db.get(Note::key(1_u32)).await.unwrap(), None);
    assert!(begin.elapsed() >= Duration::from_millis(60));
}

#[test]
fn a_client_without_an_http_client_is_refused() {
    let bare =
        aws_sdk_dynamodb::Config::builder().behavior_version(aws_sdk_dynamodb::config::BehaviorVersion::latest());
    let error = Faults::none().client(&Client::from_conf(bare.build())).unwrap_err();
    assert!(error.to_string().contains("in_front_of"), "{error}");
}

#[tokio::test]
async fn a_report_prints_as_a_table() {
    let faults = Faults::none();
    let db = set_up(&faults).await;
    faults.reset();
    faults.script(On::Items, [Fault::Throttling, Fault::ResetAfter]);
    let _ = (db.get(Note::key(1_u32)).await, written(&db, 1).await);
    let text = faults.report().to_string();
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
    assert!(lines.contains(&vec!["PutItem", "1", "1"]) && lines.contains(&vec!["Throttling", "1", "0", "0"]), "{text}");
    assert!(lines.contains(&vec!["ResetAfter", "0", "0", "1"]), "{text}");
}
