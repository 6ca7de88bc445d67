//! Writes whose answers get lost after they were carried out: nothing is done twice, and nothing is claimed that is not known.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod exactly_once;
mod faulty;

use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use faulty::{Fault, Faulty, LOST};

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

async fn set_up() -> (Faulty, Db) {
    let faulty = Faulty::new();
    let db = Db::from_client(faulty.client());
    db.create_table::<Counter>().await.unwrap();
    db.create_table::<Note>().await.unwrap();
    (faulty, db)
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

#[tokio::test]
async fn increments_are_applied_once_and_reported_as_they_were() {
    let (faulty, db) = set_up().await;
    db.put(&counter()).await.unwrap();
    let calls = 300;
    let mut faults = Vec::new();
    for at in 0..calls {
        faults.push(if at % 3 == 0 { LOST[at / 3 % LOST.len()] } else { Fault::None });
    }
    faulty.plan(faults);
    let (mut done, mut unknown) = (0, 0);
    for _ in 0..calls {
        match db.update(Counter::key("c")).set(|c| c.count().increment(1)).await {
            Ok(()) => done += 1,
            Err(error) if error.is_outcome_unknown() => unknown += 1,
            Err(error) => panic!("{error}"),
        }
    }
    // One request each: none was sent again, so none was applied twice.
    assert_eq!((faulty.applied(), done, unknown), (calls, 200, 100));
    assert_eq!(stored_count(&db).await, 300);
}

#[tokio::test]
async fn what_was_not_carried_out_is_sent_again() {
    let (faulty, db) = set_up().await;
    db.put(&counter()).await.unwrap();
    faulty.plan([Fault::Throttled, Fault::Refused]);
    db.update(Counter::key("c")).set(|c| c.count().increment(1)).await.unwrap();
    assert_eq!((faulty.applied(), stored_count(&db).await), (1, 1));
}

#[tokio::test]
async fn what_differs_when_repeated_is_not_sent_again() {
    for fault in LOST {
        let (faulty, db) = set_up().await;
        db.put(&counter()).await.unwrap();
        faulty.plan([fault]);
        let append = db.update(Counter::key("c")).set(|c| c.tags().append(["x"])).await.unwrap_err();
        assert!(append.is_outcome_unknown(), "{fault:?}: {append}");
        assert_eq!(append.table(), Some("counters"));
        faulty.plan([fault]);
        let behind = db.update(Counter::key("c")).set(|c| c.tags().at(9).set("y")).await.unwrap_err();
        assert!(behind.is_outcome_unknown(), "{fault:?}: {behind}");
        faulty.plan([fault]);
        let conditional = db.put(&Counter { count: 5, ..counter() }).only_if(|c| c.count().eq(0)).await.unwrap_err();
        assert!(conditional.is_outcome_unknown(), "{fault:?}: {conditional}");
        faulty.plan([fault]);
        let old = db.delete(Counter::key("c")).returning_old().await.unwrap_err();
        assert!(old.is_outcome_unknown(), "{fault:?}: {old}");
        assert_eq!(faulty.applied(), 1);
    }
}

#[tokio::test]
async fn what_does_no_harm_is_sent_again() {
    for fault in LOST {
        let (faulty, db) = set_up().await;
        faulty.plan([fault]);
        db.put(&counter()).await.unwrap();
        faulty.plan([fault]);
        db.update(Counter::key("c")).set(|c| c.count().set(7)).returning_new().await.unwrap();
        assert_eq!(stored_count(&db).await, 7);
        faulty.plan([fault]);
        db.delete(Counter::key("c")).await.unwrap();
        assert_eq!((faulty.applied(), db.get(Counter::key("c")).await.unwrap()), (2, None));
    }
}

#[tokio::test]
async fn creates_and_versioned_writes_are_recognised() {
    for fault in LOST {
        let (faulty, db) = set_up().await;
        faulty.plan([fault]);
        let created = db.create(&note()).written().await.unwrap();
        assert_eq!((created.rev, faulty.applied()), (1, 1), "{fault:?}");
        assert!(db.create(&note()).await.unwrap_err().is_already_exists());

        faulty.plan([fault]);
        let put = db.put(&Note { text: "two".into(), ..created.clone() }).written().await.unwrap();
        assert_eq!((put.rev, faulty.applied()), (2, 1));

        faulty.plan([fault]);
        let set =
            db.update(&put).set(|n| (n.text().set("three"), n.tags().insert(["c"]))).returning_new().await.unwrap();
        assert_eq!((set.rev, &*set.text, set.tags.len(), faulty.applied()), (3, "three", 3, 1));

        // Nothing in the item would tell whose count it is.
        faulty.plan([fault]);
        let counted = db.update(&set).set(|n| n.reads().increment(1)).await.unwrap_err();
        assert!(counted.is_outcome_unknown(), "{counted}");
        assert_eq!(faulty.applied(), 1);
        // And the version tells the next writer.
        assert!(db.put(&set).await.unwrap_err().is_version_conflict());
    }
}

#[tokio::test]
async fn an_answer_lost_before_the_last_does_not_hide_somebody_elses_item() {
    let (faulty, db) = set_up().await;
    db.create(&Note { text: "theirs".into(), ..note() }).await.unwrap();
    // Whether the first attempt came before theirs is not known.
    faulty.plan([Fault::Status500]);
    let error = db.create(&note()).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    assert_eq!(error.current::<Note>().unwrap().unwrap().text, "theirs");
}

#[tokio::test]
async fn what_is_cut_short_again_and_again_is_given_up() {
    let (faulty, db) = set_up().await;
    faulty.plan([Fault::Truncated; 9]);
    let error = db.put(&counter()).await.unwrap_err();
    assert!(error.is_unavailable(), "{error}");
    assert_eq!(faulty.applied(), 3);
}

#[tokio::test]
async fn reads_are_sent_again() {
    for fault in LOST {
        let (faulty, db) = set_up().await;
        db.put(&counter()).await.unwrap();
        let by_the_sdk = Db::builder().sdk_replies().from_client(faulty.client());
        for db in [db, by_the_sdk] {
            faulty.plan_reads([fault]);
            assert_eq!(db.get(Counter::key("c")).await.unwrap(), Some(counter()), "{fault:?}");
            for query in [db.query(Counter::partition("c")).request(), db.scan::<Counter>().request()] {
                faulty.plan_reads([fault]);
                let reply = db.execute(Request::Query(Box::new(query.unwrap())), None).await.unwrap();
                assert_eq!(reply.count, 1, "{fault:?}");
            }
        }
    }
}

#[tokio::test]
async fn changes_that_tell_nothing_are_not_taken_for_ones_own() {
    let (faulty, db) = set_up().await;
    let created = db.create(&note()).written().await.unwrap();
    // Whoever wrote version 2, the tag that was there before would be in it.
    faulty.plan([Fault::Broken]);
    let error = db.update(&created).set(|n| n.tags().insert(["a"])).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
}
