//! Writes and checks together.

use std::collections::HashSet;

use dynamo_core::backend::Feature;
use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;
use tokio::task::JoinSet;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Blob, KeyOnly, NumberKeys, Order, Profile, Sample, Stamped, Status, Story, order, stamped};
use crate::stored::n;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "vaults")]
struct Vault {
    #[pk]
    id: u32,
    #[dynamo(sensitive)]
    secret: String,
    count: u8,
    #[ttl]
    until: Option<Ttl>,
}

variants! {
    Writes {
        Everything,
        OneTime,
        NothingOfIt,
        Checks,
        ChecksOfExpired,
        Conditions,
        Versions,
        OutOfRange,
        Upgrades,
        Newer,
        Limits,
        Twins,
        InChunks,
        ChunksThatFail,
        OfAnother,
        TableMissing,
        BadMembers,
        Secrets,
        Explained,
        ManyAtOnce,
        Charged,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let case = |of: &Writes| {
        let of = *of;
        let case = Case::new(format!("transaction: {of:?}"), move |bench| async move { run(of, bench).await });
        if of == Writes::Charged { case.needs(&[Feature::CapacityFigures]) } else { case }
    };
    Writes::ALL.iter().map(case).collect()
}

async fn run(of: Writes, bench: Bench) {
    match of {
        Writes::Everything => everything(bench).await,
        Writes::OneTime => one_time(bench).await,
        Writes::NothingOfIt => nothing_of_it(bench).await,
        Writes::Checks => checks(bench).await,
        Writes::ChecksOfExpired => checks_of_expired(bench).await,
        Writes::Conditions => conditions(bench).await,
        Writes::Versions => versions(bench).await,
        Writes::OutOfRange => out_of_range(bench).await,
        Writes::Upgrades => upgrades(bench).await,
        Writes::Newer => newer(bench).await,
        Writes::Limits => limits(bench).await,
        Writes::Twins => twins(bench).await,
        Writes::InChunks => in_chunks(bench).await,
        Writes::ChunksThatFail => chunks_that_fail(bench).await,
        Writes::OfAnother => of_another(bench).await,
        Writes::TableMissing => table_missing(bench).await,
        Writes::BadMembers => bad_members(bench),
        Writes::Secrets => secrets(bench).await,
        Writes::Explained => explained(&bench),
        Writes::ManyAtOnce => many_at_once(bench).await,
        Writes::Charged => charged(bench).await,
    }
}

fn numbered(number: i64) -> NumberKeys {
    NumberKeys { account: 1, at: number, note: Some("n".into()) }
}

fn key(number: i64) -> Key<NumberKeys> {
    NumberKeys::key(1_u64, number)
}

async fn notes(bench: &Bench) -> Vec<(i64, Option<String>)> {
    let all = bench.db.query(NumberKeys::partition(1_u64)).consistent().all().await.unwrap();
    all.into_iter().map(|one| (one.at, one.note)).collect()
}

/// Each kind of write, in three tables, at once.
async fn everything(bench: Bench) {
    let db = bench.with::<Order>().await.clone();
    bench.with::<NumberKeys>().await;
    bench.with::<KeyOnly>().await;
    let first = db.create(&order()).written().await.unwrap();
    for number in [1, 2, 3] {
        db.put(&numbered(number)).await.unwrap();
    }
    let tag = KeyOnly { id: "tag".into() };
    let upserted = Order { order_id: "o2".into(), ..order() };
    db.transact_write()
        .update(&first, |u| u.set(|o| (o.total().increment(5), o.region().set("eu"))))
        .upsert(upserted.primary_key(), |u| u.set(|o| o.status().set(Status::Paid)).or_insert(&upserted))
        .put(&NumberKeys { note: None, ..numbered(1) })
        .delete(key(2))
        .check(key(3), |f| f.note().eq("n"))
        .check_absent(key(4))
        .create(&tag)
        .await
        .expect("all of it");
    let now = db.get(order().primary_key()).required().await.unwrap();
    assert_eq!(now, Order { total: first.total + 5, region: Some("eu".into()), rev: 2, ..first });
    let made = db.get(upserted.primary_key()).required().await.unwrap();
    assert_eq!((made.status, made.rev), (Status::Paid, 1));
    assert_eq!(notes(&bench).await, [(1, None), (3, Some("n".into()))]);
    bench.holds(&tag).await;
    // Its index keys follow, too.
    assert_eq!(db.query(Order::by_region().partition("eu")).all().await.unwrap().len(), 1);
}

/// All that is written in one transaction is written at one time.
async fn one_time(bench: Bench) {
    let db = bench.with::<Stamped>().await.clone();
    let one = |id: usize| stamped(&format!("s{id}"));
    (0..20).fold(db.transact_write(), |together, id| together.create(&one(id))).await.unwrap();
    let times: HashSet<_> = db.scan::<Stamped>().all().await.unwrap().into_iter().map(|one| one.created).collect();
    assert_eq!(times.len(), 1);
    let keys = (0..20).map(one).map(|one| one.primary_key());
    let touch = keys.fold(db.transact_write(), |together, key| {
        together.update(key, |u| u.unversioned().set(|f| f.note().set("later")))
    });
    touch.await.unwrap();
    let times: HashSet<_> = db.scan::<Stamped>().all().await.unwrap().into_iter().map(|one| one.updated).collect();
    assert_eq!(times.len(), 1);
}

/// One operation that fails leaves everything as it was, and says which it was and what it found.
async fn nothing_of_it(bench: Bench) {
    let db = bench.with::<(NumberKeys,)>().await.clone();
    bench.with::<KeyOnly>().await;
    let tag = KeyOnly { id: "tag".into() };
    db.put(&numbered(1)).await.unwrap();
    db.put(&tag).await.unwrap();
    let error = db
        .transact_write()
        .put(&numbered(2))
        .label("new")
        .create(&numbered(1))
        .label("taken")
        .create(&tag)
        .update(key(9), |u| u.set(|f| f.note().set("x")))
        .label("absent")
        .await
        .expect_err("three of them fail");
    let reasons = error.cancellation_reasons();
    let told: Vec<_> = reasons.iter().map(|reason| (reason.index(), reason.label())).collect();
    assert_eq!(told, [(1, Some("taken")), (2, None), (3, Some("absent"))]);
    assert_eq!(reasons[0].kind(), &ErrorKind::AlreadyExists);
    assert_eq!(reasons[0].error().current::<NumberKeys>().unwrap(), Some(numbered(1)));
    assert_eq!(reasons[0].error().key(), Some("account=1, at=1"));
    let numbers = db.table_name::<NumberKeys>();
    let tables: Vec<_> = reasons.iter().map(|reason| reason.error().table()).collect();
    assert_eq!(tables, [Some(&*numbers), Some(&*db.table_name::<KeyOnly>()), Some(&*numbers)]);
    assert_eq!(reasons[2].kind(), &ErrorKind::NotFound);
    assert_eq!((error.operation(), error.committed()), (Some("TransactWriteItems"), 0));
    assert!(error.to_string().contains("operation 1 (\"taken\")"), "{error}");
    assert_eq!(notes(&bench).await, [(1, Some("n".into()))]);
}

async fn checks(bench: Bench) {
    let db = bench.with::<Order>().await.clone();
    bench.with::<NumberKeys>().await;
    let first = db.create(&order()).written().await.unwrap();
    let put = || db.transact_write().put(&numbered(1));
    let why = |error: Error| error.cancellation_reasons()[0].kind().clone();
    let stale = Order { rev: 7, ..first.clone() };
    let failed = put().check(&stale, |o| o.total().gt(0)).await.unwrap_err();
    assert!(matches!(why(failed), ErrorKind::VersionConflict { .. }));
    let failed = put().check(first.primary_key(), |o| o.total().eq(1)).await.unwrap_err();
    assert_eq!(failed.cancellation_reasons()[0].index(), 1);
    assert_eq!(failed.cancellation_reasons()[0].error().current::<Order>().unwrap(), Some(first.clone()));
    assert_eq!(why(failed), ErrorKind::ConditionFailed);
    let there = |key| put().check_present(key);
    assert!(matches!(why(put().check_present(&stale).await.unwrap_err()), ErrorKind::VersionConflict { .. }));
    assert_eq!(why(there(Order::key("u1", "none")).await.unwrap_err()), ErrorKind::NotFound);
    assert_eq!(why(put().check_absent(first.primary_key()).await.unwrap_err()), ErrorKind::AlreadyExists);
    assert_eq!(notes(&bench).await, []);
    there(first.primary_key()).await.unwrap();
    put().check(&first, |o| o.total().eq(first.total)).check_absent(Order::key("u1", "none")).await.unwrap();
    assert_eq!(notes(&bench).await.len(), 1);
    // It has changed nothing, not even a version.
    assert_eq!(db.get(first.primary_key()).required().await.unwrap(), first);
}

/// An item that has expired is not there.
async fn checks_of_expired(bench: Bench) {
    let db = bench.with::<Vault>().await.clone();
    bench.with::<NumberKeys>().await;
    let past = Ttl::from_now(days(0)).seconds() - 60;
    let expired = Vault { id: 1, secret: "s".into(), count: 1, until: Some(past.into()) };
    db.put(&expired).await.unwrap();
    let put = || db.transact_write().put(&numbered(1));
    let error = put().check(Vault::key(1_u32), |f| f.count().eq(1)).await.unwrap_err();
    assert_eq!(error.cancellation_reasons()[0].kind(), &ErrorKind::NotFound);
    put().check_absent(Vault::key(1_u32)).await.unwrap();
    db.transact_write().create(&Vault { until: None, ..expired }).await.unwrap();
}

/// Each write can have a condition, and each fails by it alone.
async fn conditions(bench: Bench) {
    let db = bench.with::<NumberKeys>().await.clone();
    for number in 0..4 {
        db.put(&numbered(number)).await.unwrap();
    }
    let together = |wrong: Option<usize>| {
        let note = |at: usize| if wrong == Some(at) { "no" } else { "n" };
        db.transact_write()
            .write(db.put(&NumberKeys { note: Some("0".into()), ..numbered(0) }).only_if(|f| f.note().eq(note(0))))
            .update(key(1), |u| u.set(|f| f.note().set("1")).only_if(|f| f.note().eq(note(1))))
            .upsert(key(2), |u| u.set(|f| f.note().set("2")).only_if(|f| f.note().eq(note(2))))
            .write(db.delete(key(3)).only_if(|f| f.note().eq(note(3))))
    };
    for wrong in 0..4 {
        let error = together(Some(wrong)).await.unwrap_err();
        let [reason] = error.cancellation_reasons() else { panic!("{error:?}") };
        assert_eq!((reason.index(), reason.kind()), (wrong, &ErrorKind::ConditionFailed));
    }
    assert!(notes(&bench).await.iter().all(|(_, note)| note.as_deref() == Some("n")));
    together(None).await.unwrap();
    let text = |number: i64| (number, Some(number.to_string()));
    assert_eq!(notes(&bench).await, [text(0), text(1), text(2)]);
}

async fn versions(bench: Bench) {
    let db = bench.with::<Order>().await.clone();
    let first = db.create(&order()).written().await.unwrap();
    let stale = Order { rev: 9, ..first.clone() };
    for failing in [
        db.transact_write().put(&stale),
        db.transact_write().update(&stale, |u| u.set(|o| o.total().set(1))),
        db.transact_write().delete(&stale),
        db.transact_write().update(stale.primary_key(), |u| u.at_version(9).set(|o| o.total().set(1))),
    ] {
        let error = failing.await.unwrap_err();
        let kind = error.cancellation_reasons()[0].kind();
        assert!(matches!(kind, ErrorKind::VersionConflict { .. }), "{kind:?}");
    }
    db.transact_write().put(&first).await.unwrap();
    let second = db.get(first.primary_key()).required().await.unwrap();
    assert_eq!(second.rev, first.rev + 1);
    db.transact_write().delete(&second).await.unwrap();
    bench.holds_nothing_of(&order()).await;
}

async fn out_of_range(bench: Bench) {
    let db = bench.with::<Vault>().await.clone();
    db.put(&Vault { id: 1, secret: "s".into(), count: 250, until: None }).await.unwrap();
    let count = |by: u8| db.transact_write().update(Vault::key(1_u32), move |u| u.set(|f| f.count().increment(by)));
    let error = count(9).await.unwrap_err();
    let kind = error.cancellation_reasons()[0].kind();
    assert_eq!(kind, &ErrorKind::OutOfRange { attribute: "count".into() });
    count(5).await.unwrap();
}

/// Older items are upgraded first, then the transaction is sent again.
async fn upgrades(bench: Bench) {
    let db = bench.with::<(Story, Profile)>().await.clone();
    let (table, stories, profile) = (db.table_name::<Story>(), Story::samples(), Profile::samples().remove(0));
    for story in &stories[..2] {
        bench.raw.write(&table, story.as_of_old(Some(1))).await;
    }
    let together = stories[..2].iter().fold(db.transact_write(), |together, story| {
        together.update(story.primary_key(), |u| u.set(|f| f.org().set("new")).only_if(|f| f.title().eq(&story.title)))
    });
    together.put(&profile).await.expect("an upgrade and a transaction");
    for story in &stories[..2] {
        let now = db.get(story.primary_key()).required().await.unwrap();
        assert_eq!((&*now.org, &now.title), ("new", &story.title));
    }
    bench.holds(&profile).await;
    // What fails for another reason is not upgraded for nothing.
    bench.raw.write(&table, stories[0].as_of_old(Some(1))).await;
    let both = db.transact_write().update(stories[0].primary_key(), |u| u.set(|f| f.org().set("x"))).create(&profile);
    let error = both.await.unwrap_err();
    assert!(error.cancellation_reasons().iter().any(|reason| *reason.kind() == ErrorKind::AlreadyExists), "{error}");
    let kept = bench.raw.items(&table).await;
    assert!(kept.iter().any(|item| item.get("schema_version") == Some(&n(1))));
}

async fn newer(bench: Bench) {
    let db = bench.with::<Story>().await.clone();
    let story = Story::samples().remove(0);
    let mut item = story.model();
    item.insert("schema_version".to_owned(), n(9));
    bench.raw.write(&db.table_name::<Story>(), item).await;
    let update = db.transact_write().update(story.primary_key(), |u| u.set(|f| f.org().set("x")));
    let error = update.await.unwrap_err();
    let kind = error.cancellation_reasons()[0].kind();
    assert!(matches!(kind, ErrorKind::Outdated { found: 9, .. }), "{kind:?}");
}

async fn limits(bench: Bench) {
    let db = bench.with::<NumberKeys>().await.clone();
    bench.with::<Blob>().await;
    let puts = |count: i64| (0..count).fold(db.transact_write(), |together, number| together.put(&numbered(number)));
    let empty = puts(0).await.unwrap_err();
    assert!(empty.is_invalid_request(), "{empty}");
    let many = puts(101).await.unwrap_err();
    assert!(many.is_invalid_request() && many.to_string().contains("1 to 100 operations, and has 101"), "{many}");
    assert_eq!(many.operation(), Some("TransactWriteItems"));
    puts(100).await.unwrap();
    assert_eq!(notes(&bench).await.len(), 100);
    let blob = |id| Blob { id, text: "x".repeat(390 * 1024) };
    let blobs = |count: u32| (0..count).fold(db.transact_write(), |together, id| together.put(&blob(id)));
    let large = blobs(11).await.unwrap_err();
    assert!(large.is_invalid_request() && large.to_string().contains("4194304"), "{large}");
    blobs(10).await.unwrap();
    assert_eq!(db.scan::<Blob>().count().await.unwrap(), 10);
}

async fn twins(bench: Bench) {
    let db = bench.with::<NumberKeys>().await.clone();
    let twice = db.transact_write().put(&numbered(1)).label("one").check(key(1), |f| f.note().exists()).await;
    let error = twice.unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert!(error.to_string().contains("operation 0 (\"one\") and operation 1 are on one item"), "{error}");
    assert_eq!(notes(&bench).await, []);
}

async fn in_chunks(bench: Bench) {
    let db = bench.with::<NumberKeys>().await.clone();
    let puts = |count: i64| (0..count).fold(db.transact_write(), |together, number| together.put(&numbered(number)));
    puts(250).in_chunks(100).await.unwrap();
    assert_eq!(notes(&bench).await.len(), 250);
    assert!(puts(0).in_chunks(100).await.unwrap_err().is_invalid_request());
    assert!(puts(5).in_chunks(0).await.unwrap_err().is_invalid_request());
    // Nothing is sent where a later part could not be.
    let late = puts(15).put(&numbered(13)).in_chunks(10).await.unwrap_err();
    assert!(late.is_invalid_request() && late.committed() == 0, "{late}");
    assert!(late.to_string().contains("operation 13 and operation 15"), "{late}");
    let error = puts(250).in_chunks(101).await.unwrap_err();
    assert!(error.is_invalid_request() && error.committed() == 0, "{error}");
    // Two writes of one item are no trouble in two parts.
    let again = db.transact_write().put(&numbered(1)).put(&NumberKeys { note: None, ..numbered(1) });
    again.in_chunks(1).await.unwrap();
    assert_eq!(notes(&bench).await[1], (1, None));
}

async fn chunks_that_fail(bench: Bench) {
    let db = bench.with::<NumberKeys>().await.clone();
    db.put(&numbered(33)).await.unwrap();
    let creates = (0..50).fold(db.transact_write(), |together, number| together.create(&numbered(number)));
    let error = creates.in_chunks(10).await.unwrap_err();
    assert_eq!(error.committed(), 30);
    assert!(error.to_string().ends_with("the first 30 operations are committed"), "{error}");
    let reasons: Vec<_> = error.cancellation_reasons().iter().map(|reason| reason.index()).collect();
    assert_eq!(reasons, [33]);
    let stored: Vec<_> = notes(&bench).await.into_iter().map(|(at, _)| at).collect();
    assert_eq!(stored, (0..30).chain([33]).collect::<Vec<_>>());
}

/// A write of another handle would go to the wrong place.
async fn of_another(bench: Bench) {
    bench.with::<NumberKeys>().await;
    let other = Db::builder().table_prefix("other").from_db(&bench.db);
    let error = bench.db.transact_write().write(other.put(&numbered(1))).await.unwrap_err();
    assert!(error.is_invalid_request() && error.to_string().contains("another `Db`"), "{error}");
    bench.db.clone().transact_write().write(bench.db.put(&numbered(1))).await.unwrap();
}

async fn table_missing(bench: Bench) {
    let db = bench.with::<NumberKeys>().await.clone();
    let error = db.transact_write().put(&numbered(1)).put(&KeyOnly { id: "a".into() }).await.unwrap_err();
    assert!(error.is_missing_table(), "{error:?}");
    assert!(error.to_string().contains(&db.table_name::<KeyOnly>()), "{error}");
    let error = db.transact_write().put(&KeyOnly { id: "a".into() }).await.unwrap_err();
    assert_eq!(error.table(), Some(&*db.table_name::<KeyOnly>()), "{error}");
    assert_eq!(notes(&bench).await, []);
}

/// What cannot be sent is refused before anything is.
fn bad_members(bench: Bench) {
    let db = &bench.db;
    let error = db.transact_write().label("x").put(&numbered(1)).request().unwrap_err();
    assert!(error.is_invalid_request() && error.to_string().contains("\"x\" names the operation before it"), "{error}");
    let request = db.transact_write().put(&numbered(1)).put(&KeyOnly { id: String::new() }).request();
    assert!(request.unwrap_err().is_invalid_key());
    let request = db.transact_write().update(key(1), |u| u).request();
    assert!(request.unwrap_err().is_invalid_request());
    let large = Blob { id: 1, text: "x".repeat(400 * 1024) };
    assert!(db.transact_write().put(&large).request().unwrap_err().is_item_too_large());
}

/// Sensitive values are in no reason, though the item is there for who asks for it.
async fn secrets(bench: Bench) {
    let db = bench.with::<Vault>().await.clone();
    bench.with::<NumberKeys>().await;
    let vault = Vault { id: 1, secret: "hush".into(), count: 1, until: None };
    db.put(&vault).await.unwrap();
    let failing = db
        .transact_write()
        .put(&numbered(1))
        .update(Vault::key(1_u32), |u| u.set(|f| f.count().set(2)).only_if(|f| f.secret().eq("whisper")));
    let error = failing.await.unwrap_err();
    assert_eq!(error.cancellation_reasons()[0].error().current::<Vault>().unwrap(), Some(vault));
    let shown = format!("{error} {error:?} {:#?}", error.cancellation_reasons());
    assert!(!shown.contains("hush") && !shown.contains("whisper"), "{shown}");
}

fn explained(bench: &Bench) {
    let text = bench
        .db
        .transact_write()
        .create(&KeyOnly { id: "a".into() })
        .label("tag")
        .check(key(1), |f| f.note().eq("n"))
        .explain()
        .unwrap()
        .to_string();
    let (tags, numbers) = (bench.db.table_name::<KeyOnly>(), bench.db.table_name::<NumberKeys>());
    assert!(text.contains(&format!("Put on {tags} (\"tag\")")), "{text}");
    assert!(text.contains(&format!("ConditionCheck on {numbers}")), "{text}");
}

/// Transactions that meet each other are sent again: each counts once.
async fn many_at_once(bench: Bench) {
    let db = bench.with::<NumberKeys>().await.clone();
    bench.with::<Vault>().await;
    for id in 0..2 {
        db.put(&Vault { id, secret: "s".into(), count: 0, until: None }).await.unwrap();
    }
    let mut tasks = JoinSet::new();
    for number in 0..20 {
        let db = db.clone();
        tasks.spawn(async move {
            let count = |id: u32| Vault::key(id);
            db.transact_write()
                .update(count(0), |u| u.set(|f| f.count().increment(1)))
                .update(count(1), |u| u.set(|f| f.count().increment(2)))
                .create(&numbered(number))
                .await
        });
    }
    for done in tasks.join_all().await {
        done.expect("a transaction");
    }
    let counts = db.transact_get([Vault::key(0_u32), Vault::key(1_u32)]).select(|f| f.count()).await.unwrap();
    assert_eq!(counts, [Some(20), Some(40)]);
    assert_eq!(notes(&bench).await.len(), 20);
}

async fn charged(bench: Bench) {
    let db = bench.with::<NumberKeys>().await.clone();
    let two = || db.transact_write().put(&numbered(1)).put(&numbered(2));
    let ((), cost) = two().metered().await.unwrap();
    // DynamoDB Local charges by the request.
    let ((), parts) = two().in_chunks(1).metered().await.unwrap();
    assert!(cost.total >= 2.0 && parts.total >= cost.total, "{cost:?} {parts:?}");
    let (_, read) = db.transact_get([key(1), key(2)]).metered().await.unwrap();
    assert!(read.total > 0.0, "{read:?}");
}
