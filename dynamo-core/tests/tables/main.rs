//! Tables on a bad day: an engine that takes its time, has other work, forgets to say so, or is changed by somebody else meanwhile.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod scripted;

use std::time::Duration;

use dynamo_core::backend::embedded::Engine;
use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::response::{Reply, TableStatus, TtlState};
use tokio::time::Instant;

use scripted::{Answer, Script, in_use, throttled};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "notes")]
#[gsi(by_page, pk = page, keys_only)]
struct Note {
    #[pk]
    id: String,
    page: u32,
    #[ttl]
    until: Option<Ttl>,
}

/// The table as it was before there was an index.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "notes")]
struct OldNote {
    #[pk]
    id: String,
    #[ttl]
    until: Option<Ttl>,
}

/// Which requests are meant.
type Which = fn(&Request) -> bool;

fn engine() -> Db {
    Db::from_client(Engine::memory().unwrap().client())
}

/// What becomes of a description.
fn changing(times: usize) -> impl Fn(&Request, usize) -> Answer {
    move |request, before| match request {
        Request::DescribeTable(_) if before < times => Answer::Altered(|reply| {
            if let Some(described) = &mut reply.described {
                described.status = TableStatus::Creating;
            }
        }),
        _ => Answer::Through,
    }
}

#[tokio::test(start_paused = true)]
async fn a_table_that_takes_its_time_is_waited_for() {
    let script = Script::new(changing(4));
    let (db, started) = (script.over(&engine()), Instant::now());
    db.create_table::<Note>().await.unwrap();
    // 20 + 40 + 80 + 160
    assert_eq!(started.elapsed().as_millis(), 300);
    let looks = ["DescribeTable"; 5];
    let ttl = ["DescribeTimeToLive", "UpdateTimeToLive", "DescribeTable", "DescribeTimeToLive"];
    assert_eq!(script.sent(), [&["CreateTable"][..], &looks, &ttl].concat());
}

/// Others may be at an index of their own for hours: a program that finds all it needs starts at once.
#[tokio::test(start_paused = true)]
async fn what_others_do_to_a_table_that_can_be_used_is_not_waited_for() {
    let engine = engine();
    engine.create_table::<Note>().await.unwrap();
    fn at_work(reply: &mut Reply, on: &str) {
        if let Some(described) = &mut reply.described {
            described.status = TableStatus::Changing;
            described.coming = vec![on.to_owned()];
        }
    }
    let busy = |alter: fn(&mut Reply)| {
        Script::new(move |request, _| match request {
            Request::DescribeTable(_) => Answer::Altered(alter),
            _ => Answer::Through,
        })
    };
    let started = Instant::now();
    let script = busy(|reply| at_work(reply, "of somebody else"));
    assert!(script.over(&engine).ensure_table::<Note>().await.unwrap().is_unchanged());
    assert_eq!((script.sent(), started.elapsed()), (vec!["DescribeTable", "DescribeTimeToLive"], Duration::ZERO));
    // One that the program reads has to be there first.
    let deadline = Duration::from_secs(3);
    let late = busy(|reply| at_work(reply, "by_page"))
        .over(&engine)
        .ensure_table::<Note>()
        .deadline(deadline)
        .await
        .unwrap_err();
    assert_eq!(late.kind(), &ErrorKind::Timeout);
    // And nothing is changed while somebody else is at it.
    engine.delete_table::<Note>("notes").await.unwrap();
    engine.create_table::<OldNote>().await.unwrap();
    let script = busy(|reply| at_work(reply, "of somebody else"));
    let late = script.over(&engine).ensure_table::<Note>().deadline(deadline).await.unwrap_err();
    assert!(late.is_timeout() && !script.sent().contains(&"UpdateTable"), "{late}");
}

/// Somebody who needs the table may make it again before we look.
#[tokio::test(start_paused = true)]
async fn a_deleted_table_that_is_made_again_counts_as_deleted() {
    let engine = engine();
    engine.create_table::<Note>().await.unwrap();
    let script = Script::new(|request, before| match request {
        // Somebody else is deleting it.
        Request::DeleteTable(_) => Answer::Instead(in_use()),
        Request::DescribeTable(_) if before < 2 => Answer::Altered(|reply| {
            if let Some(described) = &mut reply.described {
                described.status = TableStatus::Deleting;
            }
        }),
        _ => Answer::Through,
    });
    let started = Instant::now();
    script.over(&engine).delete_table::<Note>("notes").await.unwrap();
    assert!(started.elapsed() < Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn there_is_a_deadline() {
    for seconds in [0, 1, 7] {
        let script = Script::new(changing(usize::MAX));
        let (db, started) = (script.over(&engine()), Instant::now());
        let deadline = Duration::from_secs(seconds);
        let late = db.create_table::<Note>().deadline(deadline).await.unwrap_err();
        assert_eq!(started.elapsed(), deadline);
        assert_eq!(
            (late.kind(), late.table(), late.operation()),
            (&ErrorKind::Timeout, Some("notes"), Some("DescribeTable"))
        );
        let text = format!(
            "no answer in time: after {seconds}s the engine is still at work on the table; it goes on without us (DescribeTable, \
             table `notes`)"
        );
        let text = text.replace("after 0s", "after 0ns");
        assert_eq!(late.to_string(), text);
        let late = db.ensure_table::<Note>().deadline(deadline).await.unwrap_err();
        assert_eq!(late.to_string(), text);
    }
}

#[tokio::test(start_paused = true)]
async fn an_engine_with_other_work_is_asked_again() {
    for busy in [throttled, in_use] {
        let script = Script::new(move |request, before| match request {
            Request::UpdateTable(_) | Request::SetTtl(_) | Request::DeleteTable(_) if before < 9 => {
                Answer::Instead(busy())
            }
            Request::CreateTable(_) if before < 9 => Answer::Instead(throttled()),
            _ => Answer::Through,
        });
        let (db, started) = (script.over(&engine()), Instant::now());
        db.create_table::<OldNote>().await.unwrap();
        let done = db.ensure_table::<Note>().await.unwrap();
        assert_eq!((done.created, done.indexes, done.ttl), (false, vec!["by_page".to_owned()], false));
        assert!(db.verify_table::<Note>().await.unwrap().is_empty());
        db.delete_table::<Note>("notes").await.unwrap();
        assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
        for operation in ["CreateTable", "UpdateTable", "UpdateTimeToLive", "DeleteTable"] {
            assert_eq!(script.sent().iter().filter(|sent| **sent == operation).count(), 10, "{operation}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_engine_with_other_work_for_too_long_says_what_with() {
    let busy: [(&str, Which); 4] = [
        ("CreateTable", |request| matches!(request, Request::CreateTable(_))),
        ("UpdateTable", |request| matches!(request, Request::UpdateTable(_))),
        ("UpdateTimeToLive", |request| matches!(request, Request::SetTtl(_))),
        ("DeleteTable", |request| matches!(request, Request::DeleteTable(_))),
    ];
    for (operation, is_busy) in busy {
        let script = Script::new(move |request, _| match is_busy(request) {
            true => Answer::Instead(throttled()),
            false => Answer::Through,
        });
        let (engine, deadline) = (engine(), Duration::from_secs(10));
        let (db, started) = (script.over(&engine), Instant::now());
        let late = match operation {
            "CreateTable" | "UpdateTimeToLive" => db.create_table::<Note>().deadline(deadline).await,
            "UpdateTable" => {
                engine.create_table::<OldNote>().await.unwrap();
                db.ensure_table::<Note>().deadline(deadline).await.map(|_| ())
            }
            _ => {
                engine.create_table::<OldNote>().await.unwrap();
                db.delete_table::<Note>("notes").deadline(deadline).await
            }
        };
        let late = late.unwrap_err();
        assert_eq!(
            (late.kind(), late.table(), late.operation()),
            (&ErrorKind::Timeout, Some("notes"), Some(operation))
        );
        assert!(late.to_string().contains("after 10s the table still cannot be changed: throttled"), "{late}");
        assert_eq!(started.elapsed(), deadline);
    }
}

/// Whatever our own request was answered, what is there counts.
#[tokio::test(start_paused = true)]
async fn what_somebody_else_did_is_not_done_again() {
    let refused = || Error::invalid_request("it is there already").with_code("ValidationException");
    let exists = || Error::new(ErrorKind::AlreadyExists);
    let script = Script::new(move |request, _| match request {
        Request::CreateTable(_) => Answer::Behind(exists()),
        Request::SetTtl(_) | Request::UpdateTable(_) => Answer::Behind(refused()),
        _ => Answer::Through,
    });
    let engine = engine();
    let db = script.over(&engine);
    assert!(db.ensure_table::<OldNote>().await.unwrap().is_unchanged());
    assert!(db.ensure_table::<Note>().await.unwrap().is_unchanged());
    assert!(engine.verify_table::<Note>().await.unwrap().is_empty());
    let taken = db.create_table::<Note>().await.unwrap_err();
    assert!(taken.is_already_exists(), "{taken:?}");
}

/// A refusal that stands is told.
#[tokio::test(start_paused = true)]
async fn a_refusal_ends_it() {
    let script = Script::new(|request, _| match request {
        Request::UpdateTable(_) => {
            Answer::Instead(Error::invalid_request("too many indexes").with_code("ValidationException"))
        }
        Request::SetTtl(_) => Answer::Instead(Error::new(ErrorKind::AccessDenied)),
        _ => Answer::Through,
    });
    let db = script.over(&engine());
    let denied = db.create_table::<OldNote>().await.unwrap_err();
    assert_eq!((denied.kind(), denied.operation()), (&ErrorKind::AccessDenied, Some("UpdateTimeToLive")));
    let refused = db.ensure_table::<Note>().await.unwrap_err();
    assert_eq!(refused.to_string(), "too many indexes (UpdateTable, table `notes`)");
    assert_eq!(script.sent().iter().filter(|sent| **sent == "UpdateTable").count(), 1);
}

/// What was done is waited for, however long it takes to be seen.
#[tokio::test(start_paused = true)]
async fn what_is_not_seen_yet_is_not_sent_twice() {
    let script = Script::new(|request, before| match request {
        Request::DescribeTable(_) if before < 3 => Answer::Instead(Error::new(ErrorKind::MissingTable)),
        Request::DescribeTtl(_) if before < 4 => Answer::Altered(|reply| reply.ttl = Some(TtlState::Off)),
        _ => Answer::Through,
    });
    let db = script.over(&engine());
    let done = db.ensure_table::<Note>().await.unwrap();
    assert_eq!((done.created, done.ttl), (true, true));
    for operation in ["CreateTable", "UpdateTimeToLive"] {
        assert_eq!(script.sent().iter().filter(|sent| **sent == operation).count(), 1, "{operation}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_expiry_that_is_being_switched_off_is_waited_for() {
    let script = Script::new(|request, before| match request {
        Request::DescribeTtl(_) if before < 5 => Answer::Altered(|reply| reply.ttl = Some(TtlState::SwitchingOff)),
        Request::SetTtl(_) if before == 0 => Answer::Through,
        Request::SetTtl(_) => panic!("once"),
        _ => Answer::Through,
    });
    let db = script.over(&engine());
    db.create_table::<Note>().await.unwrap();
    let before = script.sent().iter().position(|sent| *sent == "UpdateTimeToLive").unwrap();
    assert_eq!(script.sent()[..before].iter().filter(|sent| **sent == "DescribeTimeToLive").count(), 6);
}

/// A table that somebody deletes is waited for, and made anew.
#[tokio::test(start_paused = true)]
async fn a_table_that_is_going_is_made_anew() {
    let engine = engine();
    engine.create_table::<OldNote>().await.unwrap();
    let gone = engine.clone();
    let script = Script::new(move |request, before| match request {
        Request::DescribeTable(_) if before < 3 => Answer::Altered(|reply| {
            if let Some(described) = &mut reply.described {
                described.status = TableStatus::Deleting;
            }
        }),
        Request::DescribeTable(_) if before == 3 => Answer::First(gone.clone(), "notes"),
        _ => Answer::Through,
    });
    let done = script.over(&engine).ensure_table::<Note>().await.unwrap();
    assert_eq!((done.created, done.ttl), (true, true));
}

/// One of two who delete a table finds that it is going: it is gone for both.
#[tokio::test(start_paused = true)]
async fn a_table_that_somebody_else_deletes_is_deleted() {
    let script = Script::new(|request, _| match request {
        Request::DeleteTable(_) => Answer::Behind(in_use()),
        _ => Answer::Through,
    });
    let db = script.over(&engine());
    db.create_table::<Note>().await.unwrap();
    db.delete_table::<Note>("notes").await.unwrap();
    assert!(db.verify_table::<Note>().await.unwrap_err().is_missing_table());
}

#[tokio::test(start_paused = true)]
async fn a_table_that_is_going_is_waited_for() {
    let script = Script::new(|request, before| match request {
        Request::DeleteTable(_) => Answer::Instead(in_use()),
        Request::DescribeTable(_) if before < 6 => Answer::Altered(|reply| {
            if let Some(described) = &mut reply.described {
                described.status = TableStatus::Deleting;
            }
        }),
        Request::DescribeTable(_) => Answer::Instead(Error::new(ErrorKind::MissingTable)),
        _ => Answer::Through,
    });
    let engine = engine();
    engine.create_table::<Note>().await.unwrap();
    script.over(&engine).delete_table::<Note>("notes").await.unwrap();
    assert_eq!(script.sent().iter().filter(|sent| **sent == "DeleteTable").count(), 1);
    assert_eq!(script.sent().iter().filter(|sent| **sent == "DescribeTable").count(), 7);
    let late = script.over(&engine).delete_table::<Note>("notes").no_wait().await;
    assert!(late.is_ok(), "{late:?}");
}
