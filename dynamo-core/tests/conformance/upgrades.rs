//! Items of older and newer schema versions under updates, and where only parts of them are read.

use dynamo_core::backend::Feature;
use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Sample, Story};
use crate::stored::{n, normal, s};
use crate::updates::Running;

variants! {
    Upgrade {
        Update,
        UpdateOfTheOldest,
        Condition,
        Difference,
        Upsert,
        UpsertOfNothing,
        FirstVersion,
        UpdateWith,
        UpdateWithNothingToDo,
        Newer,
        NoNumber,
        Locked,
        StaleLock,
        AllAtOnce,
        FailingStep,
        UnreadableResult,
        MovedKey,
        Parts,
        ReturnedParts,
        Queries,
        Metered,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let case = |of: Upgrade| {
        let case = Case::new(format!("upgrade: {of:?}"), run(of));
        if of == Upgrade::Metered { case.needs(&[Feature::CapacityFigures]) } else { case }
    };
    Upgrade::ALL.iter().map(|of| case(*of)).collect()
}

fn run(of: Upgrade) -> impl FnOnce(Bench) -> Running + Send {
    move |bench| match of {
        Upgrade::Update => Box::pin(update(bench, Some(1))),
        Upgrade::UpdateOfTheOldest => Box::pin(update(bench, None)),
        Upgrade::Condition => Box::pin(condition(bench)),
        Upgrade::Difference => Box::pin(difference(bench)),
        Upgrade::Upsert => Box::pin(upsert(bench)),
        Upgrade::UpsertOfNothing => Box::pin(upsert_of_nothing(bench)),
        Upgrade::FirstVersion => Box::pin(first_version(bench)),
        Upgrade::UpdateWith => Box::pin(update_with(bench)),
        Upgrade::UpdateWithNothingToDo => Box::pin(update_with_nothing_to_do(bench)),
        Upgrade::Newer => Box::pin(newer(bench)),
        Upgrade::NoNumber => Box::pin(no_number(bench)),
        Upgrade::Locked => Box::pin(locked(bench)),
        Upgrade::StaleLock => Box::pin(stale_lock(bench)),
        Upgrade::AllAtOnce => Box::pin(all_at_once(bench)),
        Upgrade::FailingStep => Box::pin(cannot_be_upgraded(bench, "fails")),
        Upgrade::UnreadableResult => Box::pin(cannot_be_upgraded(bench, "unreadable")),
        Upgrade::MovedKey => Box::pin(cannot_be_upgraded(bench, "moved")),
        Upgrade::Parts => Box::pin(parts(bench)),
        Upgrade::ReturnedParts => Box::pin(returned_parts(bench)),
        Upgrade::Queries => Box::pin(queries(bench)),
        Upgrade::Metered => Box::pin(metered(bench)),
    }
}

fn story() -> Story {
    Story::samples().remove(0)
}

/// The story as version 1 stored it, with an attribute that nobody knows.
fn old_story(version: Option<u32>) -> Item {
    let mut old = story().as_of_old(version);
    old.insert("theirs".to_owned(), n(1));
    old
}

/// The table with this one item.
async fn given(bench: &Bench, item: Item) {
    let db = bench.with::<Story>().await;
    bench.raw.write(&db.table_name::<Story>(), item).await;
}

async fn stored<T: Table>(bench: &Bench) -> Item {
    let [item] = bench.raw.items(&bench.db.table_name::<T>()).await.try_into().expect("one item");
    item
}

/// What is stored once the old story was upgraded, and changed so.
fn upgraded(changes: &[(&str, &str)]) -> Item {
    let mut item = story().model();
    item.insert("theirs".to_owned(), n(1));
    item.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), s(value))));
    normal(item)
}

async fn update(bench: Bench, version: Option<u32>) {
    given(&bench, old_story(version)).await;
    bench.db.update(story().primary_key()).set(|f| f.org().set("new")).await.expect("an update");
    assert_eq!(stored::<Story>(&bench).await, upgraded(&[("org", "new"), ("GSI1PK", "ORG#new")]));
    // What the upgrade makes is what an update can change.
    bench.raw.write(&bench.db.table_name::<Story>(), old_story(version)).await;
    let new = bench.db.update(story().primary_key()).set(|f| f.title().set("new")).returning_new();
    assert_eq!(new.await.expect("an update").title, "new");
    assert_eq!(stored::<Story>(&bench).await, upgraded(&[("title", "new")]));
}

/// Conditions are about the upgraded item.
async fn condition(bench: Bench) {
    given(&bench, old_story(Some(1))).await;
    let update = || bench.db.update(story().primary_key()).set(|f| f.org().set("new"));
    let error = update().only_if(|f| f.title().not_exists()).await.expect_err("upgraded, it has a title");
    assert!(error.is_condition_failed(), "{error:?}");
    assert_eq!(error.current::<Story>().expect("a story").expect("it is there").title, story().title);
    update().only_if(|f| f.title().eq(story().title)).await.expect("an update");
}

async fn difference(bench: Bench) {
    given(&bench, old_story(Some(1))).await;
    let read = bench.db.get(story().primary_key()).required().await.expect("it reads");
    let next = Story { org: "new".into(), ..read.clone() };
    bench.db.update(story().primary_key()).diff(&read, &next).await.expect("a diff");
    assert_eq!(stored::<Story>(&bench).await, upgraded(&[("org", "new"), ("GSI1PK", "ORG#new")]));
}

async fn upsert(bench: Bench) {
    given(&bench, old_story(Some(1))).await;
    let upsert = bench.db.upsert(story().primary_key()).set(|f| f.org().set("new"));
    let other = Story { title: "other".into(), ..story() };
    upsert.or_insert(&other).await.expect("an upsert");
    // The title is what the old name was, not what was given for an absent one.
    assert_eq!(stored::<Story>(&bench).await, upgraded(&[("org", "new"), ("GSI1PK", "ORG#new")]));
}

async fn upsert_of_nothing(bench: Bench) {
    let db = bench.with::<Story>().await;
    db.upsert(story().primary_key()).or_insert(&story()).await.expect("an upsert");
    bench.holds(&story()).await;
    db.upsert(story().primary_key()).or_insert(&story()).set(|f| f.title().set("t")).await.expect("another");
    assert_eq!(stored::<Story>(&bench).await["title"], s("t"));
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "first")]
struct First {
    #[pk]
    id: String,
    note: String,
    #[schema_version(1)]
    layout: u16,
}

/// An item from before there were versions is of version 1, and so is the type.
async fn first_version(bench: Bench) {
    let db = bench.with::<First>().await;
    let mut old = First { id: "a".into(), note: "n".into(), layout: 1 }.to_item().expect("an item");
    old.remove("layout");
    bench.raw.write(&db.table_name::<First>(), old).await;
    db.update(First::key("a")).set(|f| f.note().set("changed")).await.expect("an update");
    assert_eq!(stored::<First>(&bench).await["note"], s("changed"));
    assert_eq!(db.get(First::key("a")).select(|f| f.note()).await.expect("a part"), Some("changed".to_owned()));
}

async fn update_with(bench: Bench) {
    given(&bench, old_story(None)).await;
    let change = |story: &mut Story| story.title.push('!');
    let after = bench.db.update_with(story().primary_key(), change).tries(1).await.expect("at the first try");
    let title = format!("{}!", story().title);
    assert_eq!(after.title, title);
    assert_eq!(stored::<Story>(&bench).await, upgraded(&[("title", &title)]));
}

async fn update_with_nothing_to_do(bench: Bench) {
    given(&bench, old_story(None)).await;
    let before = stored::<Story>(&bench).await;
    bench.db.update_with(story().primary_key(), |_| ()).await.expect("nothing to do");
    assert_eq!(stored::<Story>(&bench).await, before);
}

async fn newer(bench: Bench) {
    let mut new = story().model();
    new.insert("schema_version".to_owned(), n(3));
    given(&bench, new).await;
    let before = stored::<Story>(&bench).await;
    let (db, key) = (&bench.db, story().primary_key());
    let refused = [
        db.update(key.clone()).set(|f| f.org().set("new")).await,
        db.upsert(key.clone()).set(|f| f.org().set("new")).or_insert(&story()).await,
        db.update(key.clone()).diff(&story(), &Story { org: "new".into(), ..story() }).await,
        db.update_with(key.clone(), |story: &mut Story| story.org = "new".into()).await.map(drop),
    ];
    for result in refused {
        let error = result.expect_err("it is of the future");
        assert_eq!(error.kind(), &ErrorKind::Outdated { found: 3, current: 2 });
        assert_eq!(error.key(), Some(&*key.to_string()));
    }
    assert_eq!(stored::<Story>(&bench).await, before);
}

async fn no_number(bench: Bench) {
    let mut wrong = story().model();
    wrong.insert("schema_version".to_owned(), s("2"));
    given(&bench, wrong).await;
    let before = stored::<Story>(&bench).await;
    let error = bench.db.update(story().primary_key()).set(|f| f.org().set("new")).await.expect_err("no version");
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(stored::<Story>(&bench).await, before);
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "locked")]
struct Locked {
    #[pk]
    id: String,
    count: u32,
    note: String,
    #[version]
    rev: u64,
    #[schema_version(3, upgrade(1 => to_two, 2 => to_three))]
    layout: u32,
}

#[allow(clippy::unnecessary_wraps, reason = "a step may fail")]
fn to_two(mut item: Item) -> Result<Item> {
    let count = item.remove("amount").unwrap_or_else(|| n(0));
    item.insert("count".to_owned(), count);
    Ok(item)
}

fn to_three(mut item: Item) -> Result<Item> {
    let what = item.get("what").and_then(|what| what.as_s().ok()).map(String::as_str);
    match what {
        Some("fails") => return Err(Error::invalid_request("this step fails")),
        Some("moved") => drop(item.insert("id".to_owned(), s("elsewhere"))),
        Some("unreadable") => return Ok(item),
        _ => {}
    }
    item.insert("note".to_owned(), s("added"));
    Ok(item)
}

/// One of version 1, with a lock.
fn old_locked() -> Item {
    let item = [("id", s("a")), ("amount", n(5)), ("rev", n(7)), ("layout", n(1)), ("kept", s("x"))];
    crate::stored::item(item)
}

async fn given_locked(bench: &Bench, item: Item) {
    let db = bench.with::<Locked>().await;
    bench.raw.write(&db.table_name::<Locked>(), item).await;
}

fn locked_with(count: u32, rev: u64) -> Item {
    let item = [("id", s("a")), ("count", n(count)), ("rev", n(rev)), ("layout", n(3)), ("kept", s("x"))];
    let mut item = crate::stored::item(item);
    item.insert("note".to_owned(), s("added"));
    item
}

async fn locked(bench: Bench) {
    given_locked(&bench, old_locked()).await;
    let db = &bench.db;
    let read = db.get(Locked::key("a")).required().await.expect("it reads");
    assert_eq!((read.count, read.rev), (5, 7));
    db.update(&read).set(|f| f.count().increment(1)).await.expect("the version that was read");
    assert_eq!(stored::<Locked>(&bench).await, locked_with(6, 8));
    bench.raw.write(&db.table_name::<Locked>(), old_locked()).await;
    db.update(Locked::key("a")).unversioned().set(|f| f.count().increment(2)).await.expect("any version");
    assert_eq!(stored::<Locked>(&bench).await, locked_with(7, 8));
    bench.raw.write(&db.table_name::<Locked>(), old_locked()).await;
    let after = db.update_with(Locked::key("a"), |locked: &mut Locked| locked.count = 1).tries(1).await;
    assert_eq!(after.expect("at the first try").rev, 8);
    assert_eq!(stored::<Locked>(&bench).await, locked_with(1, 8));
}

async fn stale_lock(bench: Bench) {
    given_locked(&bench, old_locked()).await;
    let update = bench.db.update(Locked::key("a")).at_version(6).set(|f| f.count().increment(1));
    let error = update.await.expect_err("it has version 7");
    assert_eq!(error.kind(), &ErrorKind::VersionConflict { expected: 6, found: Some(7) });
    assert_eq!(stored::<Locked>(&bench).await, old_locked(), "what is refused upgrades nothing");
}

/// Many find the old item; one upgrades it, and every change counts.
async fn all_at_once(bench: Bench) {
    given_locked(&bench, old_locked()).await;
    let tasks: Vec<_> = (0..30)
        .map(|_| {
            let db = bench.db.clone();
            tokio::spawn(async move { db.update(Locked::key("a")).unversioned().set(|f| f.count().increment(1)).await })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic").expect("an update");
    }
    assert_eq!(stored::<Locked>(&bench).await, locked_with(35, 37));
}

/// Nothing is written, neither the upgrade nor the update.
async fn cannot_be_upgraded(bench: Bench, what: &'static str) {
    let mut old = old_locked();
    old.insert("what".to_owned(), s(what));
    given_locked(&bench, old.clone()).await;
    let db = &bench.db;
    let update = db.update(Locked::key("a")).unversioned().set(|f| f.count().increment(1));
    let error = update.await.expect_err("it cannot be upgraded");
    assert_eq!(error.is_decode(), what == "unreadable", "{error:?}");
    assert_eq!(error.is_invalid_request(), what != "unreadable", "{error:?}");
    assert_eq!((error.table(), error.key()), (Some(&*db.table_name::<Locked>()), Some("id=\"a\"")));
    assert_eq!(stored::<Locked>(&bench).await, old);
}

/// No upgrade can be run on parts of an item.
async fn parts(bench: Bench) {
    given(&bench, old_story(Some(1))).await;
    let (db, key) = (&bench.db, || story().primary_key());
    let outdated = |found| ErrorKind::Outdated { found, current: 2 };
    let error = db.get(key()).select(|f| f.org()).await.expect_err("it is of version 1");
    assert_eq!((error.kind(), error.key()), (&outdated(1), Some(&*key().to_string())));
    let error = db.get(key()).select(|f| (f.org(), f.title())).required().await.expect_err("it is of version 1");
    assert_eq!(error.kind(), &outdated(1));
    bench.raw.write(&db.table_name::<Story>(), old_story(None)).await;
    assert_eq!(db.get(key()).select(|f| f.org()).await.expect_err("of version 1, too").kind(), &outdated(1));
    bench.raw.write(&db.table_name::<Story>(), old_story(Some(3))).await;
    assert_eq!(db.get(key()).select(|f| f.org()).await.expect_err("of the future").kind(), &outdated(3));
    db.put(&story()).await.expect("a put");
    assert_eq!(db.get(key()).select(|f| f.org()).await.expect("a part"), Some(story().org));
    assert_eq!(db.get(key()).select(|f| f.schema_version()).await.expect("a part"), Some(2));
}

async fn returned_parts(bench: Bench) {
    given(&bench, old_story(Some(1))).await;
    let error = bench.db.put(&story()).returning_old().select(|f| f.org()).await.expect_err("it was of version 1");
    assert_eq!(error.kind(), &ErrorKind::Outdated { found: 1, current: 2 });
    assert!(error.to_string().contains("the write was applied"), "{error}");
    bench.holds(&story()).await;
    bench.raw.write(&bench.db.table_name::<Story>(), old_story(Some(1))).await;
    let old = bench.db.put(&story()).returning_old().await.expect("whole, it is upgraded");
    assert_eq!(old, Some(Story { schema_version: 2, ..story() }));
    bench.raw.write(&bench.db.table_name::<Story>(), old_story(Some(1))).await;
    let org = bench.db.update(story().primary_key()).set(|f| f.title().set("t")).returning_old().select(|f| f.org());
    assert_eq!(org.await.expect("upgraded before"), story().org);
}

/// Whole rows are upgraded, parts are refused, and rows that hold no version cannot be told.
async fn queries(bench: Bench) {
    given(&bench, old_story(Some(1))).await;
    let (db, partition) = (&bench.db, || Story::partition("ada"));
    let rows = db.query(partition()).all().await.expect("upgraded");
    assert_eq!(rows, [Story { schema_version: 2, ..story() }]);
    let error = db.query(partition()).select(|f| f.org()).all().await.expect_err("it is of version 1");
    assert_eq!(error.kind(), &ErrorKind::Outdated { found: 1, current: 2 });
    let rows = db.query(Story::gsi1().partition("acme")).all().await.expect("keys alone");
    assert_eq!((rows.len(), &*rows[0].story_id), (1, "12"));
    db.put(&story()).await.expect("a put");
    let rows = db.query(partition()).select(|f| (f.org(), f.schema_version())).all().await;
    assert_eq!(rows.expect("it is current"), [(story().org, 2)]);
}

/// The upgrade is part of what the update costs.
async fn metered(bench: Bench) {
    given(&bench, old_story(Some(1))).await;
    let update = || bench.db.update(story().primary_key()).set(|f| f.title().set("t")).metered();
    let ((), first) = update().await.expect("an update");
    let ((), second) = update().await.expect("another");
    assert!(first.total >= second.total, "{first:?} {second:?}");
}
