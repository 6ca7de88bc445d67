//! Optimistic locks, times that the library writes, and schema versions.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Order, Sample, Stamped, Story, order, stamped};
use crate::stored::n;

variants! {
    Version {
        CreateGivesOne,
        PutGivesOne,
        PutIncrements,
        StalePut,
        PutWithoutReading,
        BeforeThereWereVersions,
        DeleteChecks,
        DeleteAtVersion,
        DeleteAtNoVersion,
        DeleteUnversioned,
        LastVersion,
        LastNarrowVersion,
        CreateSetsBothTimes,
        PutKeepsTheTimeOfCreation,
        WrittenTimes,
        OlderSchemaIsUpgraded,
        OldestSchemaIsUpgraded,
        NewerSchemaIsRefused,
        FingerprintIsOurs,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    Version::ALL.iter().map(|version| Case::new(format!("version: {version:?}"), run(*version))).collect()
}

fn run(version: Version) -> impl FnOnce(Bench) -> dynamo_core::backend::BoxFuture<'static, ()> + Send {
    move |bench| match version {
        Version::CreateGivesOne => Box::pin(create_gives_one(bench)),
        Version::PutGivesOne => Box::pin(put_gives_one(bench)),
        Version::PutIncrements => Box::pin(put_increments(bench)),
        Version::StalePut => Box::pin(stale_put(bench)),
        Version::PutWithoutReading => Box::pin(put_without_reading(bench)),
        Version::BeforeThereWereVersions => Box::pin(before_there_were_versions(bench)),
        Version::DeleteChecks => Box::pin(delete_checks(bench)),
        Version::DeleteAtVersion => Box::pin(delete_at_version(bench)),
        Version::DeleteAtNoVersion => Box::pin(delete_at_no_version(bench)),
        Version::DeleteUnversioned => Box::pin(delete_unversioned(bench)),
        Version::LastVersion => Box::pin(last_version(bench)),
        Version::LastNarrowVersion => Box::pin(last_narrow_version(bench)),
        Version::CreateSetsBothTimes => Box::pin(create_sets_both_times(bench)),
        Version::PutKeepsTheTimeOfCreation => Box::pin(put_keeps_the_time_of_creation(bench)),
        Version::WrittenTimes => Box::pin(written_times(bench)),
        Version::OlderSchemaIsUpgraded => Box::pin(upgraded(bench, Some(1))),
        Version::OldestSchemaIsUpgraded => Box::pin(upgraded(bench, None)),
        Version::NewerSchemaIsRefused => Box::pin(newer_is_refused(bench)),
        Version::FingerprintIsOurs => Box::pin(fingerprint_is_ours(bench)),
    }
}

/// The stored item.
async fn stored(bench: &Bench) -> Item {
    let items = bench.raw.items(&bench.db.table_name::<Stamped>()).await;
    let [item] = items.try_into().expect("one item");
    item
}

async fn create_gives_one(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    db.create(&stamped("a")).await.expect("a new item");
    assert_eq!(stored(&bench).await["rev"], n(1));
}

async fn put_gives_one(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    db.put(&stamped("a")).await.expect("a new item");
    assert_eq!(stored(&bench).await["rev"], n(1));
}

async fn put_increments(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    let mut item = stamped("a");
    for rev in 1..=3 {
        item = db.put(&item).written().await.expect("the next version");
        assert_eq!((item.rev, &stored(&bench).await["rev"]), (rev, &n(rev)));
    }
}

async fn stale_put(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    let first = db.create(&stamped("a")).written().await.expect("a new item");
    let second = db.put(&Stamped { note: "second".into(), ..first.clone() }).written().await.expect("version 2");
    let error = db.put(&Stamped { note: "stale".into(), ..first }).await.expect_err("it is stale");
    assert_eq!(error.kind(), &ErrorKind::VersionConflict { expected: 1, found: Some(2) });
    assert_eq!(error.current::<Stamped>().expect("the item"), Some(second.clone()));
    db.put(&second).await.expect("the item that was found there can be written");
}

async fn put_without_reading(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    db.create(&stamped("a")).await.expect("a new item");
    let error = db.put(&stamped("a")).await.expect_err("there is an item");
    assert_eq!(error.kind(), &ErrorKind::VersionConflict { expected: 0, found: Some(1) });
}

/// Items from before the field was added have no version: 0.
async fn before_there_were_versions(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    let mut old = stamped("a").to_item().expect("an item");
    old.remove("rev");
    bench.raw.write(&db.table_name::<Stamped>(), old).await;
    let read = db.get(Stamped::key("a")).required().await.expect("it reads");
    assert_eq!(read.rev, 0);
    let error = db.put(&Stamped { rev: 1, ..read.clone() }).await.expect_err("it has no version");
    assert_eq!(error.kind(), &ErrorKind::VersionConflict { expected: 1, found: None });
    db.put(&read).await.expect("version 0 is none");
    assert_eq!(stored(&bench).await["rev"], n(1));
}

async fn delete_checks(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    let first = db.create(&stamped("a")).written().await.expect("a new item");
    let second = db.put(&first).written().await.expect("version 2");
    let error = db.delete(&first).await.expect_err("it is stale");
    assert_eq!(error.kind(), &ErrorKind::VersionConflict { expected: 1, found: Some(2) });
    db.delete(&second).await.expect("it is current");
    assert_eq!(db.get(Stamped::key("a")).await.expect("a get"), None);
}

async fn delete_at_version(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    db.create(&stamped("a")).await.expect("a new item");
    let error = db.delete(Stamped::key("a")).at_version(2).await.expect_err("it has version 1");
    assert_eq!(error.kind(), &ErrorKind::VersionConflict { expected: 2, found: Some(1) });
    db.delete(Stamped::key("a")).at_version(1).await.expect("it has version 1");
    assert_eq!(db.get(Stamped::key("a")).await.expect("a get"), None);
}

async fn delete_at_no_version(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    db.create(&stamped("a")).await.expect("a new item");
    let error = db.delete(Stamped::key("a")).at_version(0).await.expect_err("it has a version");
    assert_eq!(error.kind(), &ErrorKind::VersionConflict { expected: 0, found: Some(1) });
    db.delete(Stamped::key("b")).at_version(0).await.expect("there is nothing, and nothing was expected");
}

async fn delete_unversioned(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    let first = db.create(&stamped("a")).written().await.expect("a new item");
    db.put(&first).await.expect("version 2");
    db.delete(Stamped::key("a")).unversioned().await.expect("whatever version it has");
    assert_eq!(db.get(Stamped::key("a")).await.expect("a get"), None);
}

/// There is no version behind the last: nothing is written.
async fn last_version(bench: Bench) {
    let db = bench.with::<Order>().await;
    let (last, table) = (Order { rev: u64::MAX, ..order() }, db.table_name::<Order>());
    bench.raw.write(&table, last.to_item().expect("an item")).await;
    let before = bench.raw.items(&table).await;
    let error = db.put(&last).await.expect_err("there is no next version");
    assert!(error.is_out_of_range(), "{error:?}");
    let error = db.put(&last).written().await.expect_err("there is no next version");
    assert!(error.is_out_of_range(), "{error:?}");
    let error = db.update(&last).set(|o| o.total().set(1)).await.expect_err("there is no next version");
    assert!(error.is_out_of_range(), "{error:?}");
    assert_eq!(bench.raw.items(&table).await, before);
    db.delete(&last).await.expect("it can be deleted");
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "narrow")]
struct Narrow {
    #[pk]
    id: String,
    note: String,
    #[version]
    rev: u32,
}

/// The last version is that of the field's type, not of the number that is sent.
async fn last_narrow_version(bench: Bench) {
    let db = bench.with::<Narrow>().await;
    let (last, table) = (Narrow { id: "a".into(), note: "x".into(), rev: u32::MAX }, db.table_name::<Narrow>());
    bench.raw.write(&table, last.to_item().expect("an item")).await;
    assert!(db.put(&last).await.expect_err("there is no next version").is_out_of_range());
    assert!(db.update(&last).set(|n| n.note().set("y")).await.expect_err("nor here").is_out_of_range());
    assert_eq!(db.get(Narrow::key("a")).required().await.expect("as it was"), last);
}

/// Now, give or take what a test machine may be late.
fn is_now(time: SystemTime) -> bool {
    let apart = SystemTime::now().duration_since(time).unwrap_or_else(|early| early.duration());
    apart < Duration::from_secs(30)
}

async fn create_sets_both_times(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    let given = stamped("a");
    assert!(!is_now(given.created));
    let written = db.create(&given).written().await.expect("a new item");
    assert!(is_now(written.created) && is_now(written.updated), "{written:?}");
    let item = stored(&bench).await;
    for time in ["created", "updated"] {
        assert_eq!(item[time].as_n().expect("a number").len(), 13, "{time} is in milliseconds");
    }
}

async fn put_keeps_the_time_of_creation(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    let given = stamped("a");
    db.put(&given).await.expect("a new item");
    let item = stored(&bench).await;
    assert_eq!(item["created"], n(1000), "as the struct has it");
    let read = db.get(Stamped::key("a")).required().await.expect("it reads");
    assert_eq!(read.created, UNIX_EPOCH + Duration::from_secs(1));
    assert!(is_now(read.updated));
}

async fn written_times(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    let first = db.create(&stamped("a")).written().await.expect("a new item");
    tokio::time::sleep(Duration::from_millis(5)).await;
    let second = db.put(&first).written().await.expect("version 2");
    assert_eq!(second.created, first.created);
    assert!(second.updated > first.updated);
    assert_eq!(db.get(Stamped::key("a")).required().await.expect("it reads"), second);
}

/// An item of version 1, or from before there were versions, reads as one of version 2, and stays as it is.
async fn upgraded(bench: Bench, version: Option<u32>) {
    let db = bench.with::<Story>().await;
    let story = Story::samples()[0].clone();
    let old = story.as_of_old(version);
    let table = db.table_name::<Story>();
    bench.raw.write(&table, old).await;
    let before = bench.raw.items(&table).await;
    let current = story.clone().settled(&story);
    assert_eq!(db.get(story.primary_key()).await.expect("it is upgraded"), Some(current.clone()));
    let error = db.create(&story).await.expect_err("the key is taken");
    assert_eq!(error.current::<Story>().expect("it is upgraded"), Some(current.clone()));
    assert_eq!(bench.raw.items(&table).await, before, "reading writes nothing");
    db.put(&current).await.expect("a put");
    bench.holds(&current).await;
}

async fn newer_is_refused(bench: Bench) {
    let db = bench.with::<Story>().await;
    let story = Story::samples()[0].clone();
    let mut new = story.model();
    new.insert("schema_version".to_owned(), n(3));
    bench.raw.write(&db.table_name::<Story>(), new).await;
    let error = db.get(story.primary_key()).await.expect_err("it is of the future");
    assert_eq!(error.kind(), &ErrorKind::Outdated { found: 3, current: 2 });
    assert_eq!(error.key(), Some(&*story.primary_key().to_string()));
}

async fn fingerprint_is_ours(bench: Bench) {
    let db = bench.with::<Stamped>().await;
    db.create(&Stamped { schema: "theirs".into(), ..stamped("a") }).await.expect("a new item");
    let AttributeValue::S(schema) = &stored(&bench).await["schema"] else { panic!("no text") };
    assert_eq!(schema, Stamped::FINGERPRINT.as_str());
    assert!(schema.starts_with("v1-") && schema.len() == "v1-0123456789abcdef".len(), "{schema}");
}
