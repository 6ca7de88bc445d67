//! `upgrade_all`, while nobody else is at work.

use std::sync::{Arc, Mutex};

use dynamo_core::backend::Feature;
use dynamo_core::error::ErrorKind;
use dynamo_core::output::{TableProgress, Upgraded};
use dynamo_core::prelude::*;

use super::{Counter, Shape, given, new, old, shape, shapes, stored, with};
use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Profile, Sample, Story};
use crate::stored::{item, n, normal, s};
use crate::updates::Running;

variants! {
    Way {
        Numbered,
        NumberedInSegments,
        Fingerprint,
        FingerprintIsKept,
        MixedKinds,
        KindsOfOneTable,
        FailingStep,
        UnreadableResult,
        MovedKey,
        Empty,
        MissingTable,
        InTable,
        Progress,
        Metered,
        Invalid,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let case = |of: &Way| {
        let case = Case::new(format!("upgrade all: {of:?}"), run(*of));
        if *of == Way::Metered { case.needs(&[Feature::CapacityFigures]) } else { case }
    };
    Way::ALL.iter().map(case).collect()
}

fn run(of: Way) -> impl FnOnce(Bench) -> Running + Send {
    move |bench| match of {
        Way::Numbered => Box::pin(numbered(bench, 1)),
        Way::NumberedInSegments => Box::pin(numbered(bench, 4)),
        Way::Fingerprint => Box::pin(fingerprint(bench)),
        Way::FingerprintIsKept => Box::pin(fingerprint_is_kept(bench)),
        Way::MixedKinds => Box::pin(mixed_kinds(bench)),
        Way::KindsOfOneTable => Box::pin(kinds_of_one_table(bench)),
        Way::FailingStep => Box::pin(failing_step(bench)),
        Way::UnreadableResult => Box::pin(unreadable_result(bench)),
        Way::MovedKey => Box::pin(moved_key(bench)),
        Way::Empty => Box::pin(empty(bench)),
        Way::MissingTable => Box::pin(missing_table(bench)),
        Way::InTable => Box::pin(in_table(bench)),
        Way::Progress => Box::pin(progress(bench)),
        Way::Metered => Box::pin(metered(bench)),
        Way::Invalid => Box::pin(invalid(bench)),
    }
}

fn totals(change: impl FnOnce(&mut Upgraded)) -> Upgraded {
    let mut totals = Upgraded::default();
    change(&mut totals);
    totals
}

/// Items of no version, of 1, 2, 3, and one of the future.
async fn numbered(bench: Bench, segments: u32) {
    let mixture = |id: u32| match id % 4 {
        0 => old(id),
        1 => with(old(id), "layout", n(1)),
        2 => with(with(old(id), "counter", n(1)), "layout", n(2)),
        _ => new(id),
    };
    let newer = with(new(40), "layout", n(4));
    let db = given(&bench, (0..40).map(mixture).chain([newer.clone()])).await;
    let upgrade = || db.upgrade_all::<Counter>().segments(segments).page_size(6);
    let done = upgrade().await.expect("an upgrade");
    let expected = totals(|t| (t.looked_at, t.upgraded, t.current, t.newer) = (41, 30, 10, 1));
    assert_eq!(done, expected);
    assert_eq!(stored(&bench).await, (0..40).map(new).chain([newer]).map(normal).collect::<Vec<_>>());
    let again = upgrade().await.expect("nothing to do");
    assert_eq!(again, totals(|t| (t.looked_at, t.current, t.newer) = (41, 40, 1)));
}

/// The function gets the item as it is stored, and each but those of the type's own fingerprint.
async fn fingerprint(bench: Bench) {
    let ours = Shape::FINGERPRINT.as_str();
    let some = |id: u32| match id % 3 {
        0 => shape(id, 0, None),
        1 => shape(id, 0, Some("v1-0000000000000000")),
        _ => shape(id, 1, Some(ours)),
    };
    let db = shapes(&bench, (0..30).map(some)).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let upgrade = || {
        let seen = Arc::clone(&seen);
        db.upgrade_all::<Shape>().segments(2).with(move |mut item| {
            assert_eq!(
                item.remove("shape").is_some(),
                item["id"].as_n().is_ok_and(|id| id.parse::<u32>().unwrap() % 3 == 1)
            );
            seen.lock().unwrap().push(item["id"].as_n().unwrap().parse::<u32>().unwrap());
            let counter: u32 = item["counter"].as_n().unwrap().parse().unwrap();
            item.insert("counter".to_owned(), n(counter + 1));
            Ok(item)
        })
    };
    let done = upgrade().await.expect("an upgrade");
    assert_eq!(done, totals(|t| (t.looked_at, t.upgraded, t.current) = (30, 20, 10)));
    seen.lock().unwrap().sort_unstable();
    assert_eq!(*seen.lock().unwrap(), (0..30).filter(|id| id % 3 < 2).collect::<Vec<_>>(), "each once");
    for item in bench.raw.items(&db.table_name::<Shape>()).await {
        assert_eq!((&item["counter"], &item["shape"], &item["theirs"]), (&n(1), &s(ours), &s("kept")));
    }
    assert_eq!(upgrade().await.expect("nothing to do"), totals(|t| (t.looked_at, t.current) = (30, 30)));
}

/// What changes parts of an item does not make it one of the type's own shape.
async fn fingerprint_is_kept(bench: Bench) {
    let stale = "v1-0000000000000000";
    let db = shapes(&bench, (0..3).map(|id| shape(id, 0, (id > 0).then_some(stale)))).await;
    for id in 0..3 {
        db.update(Shape::key(id)).set(|f| f.note().set("n")).await.expect("an update");
    }
    let upsert = |id: u32| db.upsert(Shape::key(id)).set(|f| (f.note().set("m"), f.counter().set_if_absent(7_u32)));
    upsert(1).await.expect("an upsert");
    upsert(9).await.expect("an upsert of nothing");
    let found = bench.raw.items(&db.table_name::<Shape>()).await;
    let of = |id: u32| found.iter().find(|item| item["id"] == n(id)).expect("it is there").get("shape").cloned();
    assert_eq!([of(0), of(1), of(2)], [None, Some(s(stale)), Some(s(stale))]);
    assert_eq!(of(9), Some(s(Shape::FINGERPRINT.as_str())));
    let done = db.upgrade_all::<Shape>().with(Ok).await.expect("an upgrade");
    assert_eq!((done.upgraded, done.current), (3, 1));
    assert!(db.scan::<Shape>().all().await.expect("they read").iter().all(Table::is_current));
}

/// Other kinds are passed over, as they are.
async fn mixed_kinds(bench: Bench) {
    let db = bench.with::<(Story, Profile)>().await;
    let stories = Story::samples();
    let old = |story: &Story| story.as_of_old((story.run_id == 7).then_some(1));
    let theirs = |profile: Profile| with(profile.model(), "schema", s("v1-0000000000000000"));
    let profiles: Vec<_> = Profile::samples().into_iter().map(theirs).collect();
    let table = db.table_name::<Story>();
    bench.raw.write_all(&table, stories.iter().map(old).chain(profiles.clone())).await;
    let done = db.upgrade_all::<Story>().segments(3).await.expect("an upgrade");
    assert_eq!(done, totals(|t| (t.looked_at, t.upgraded, t.foreign) = (5, 3, 2)));
    for story in &stories {
        bench.holds(story).await;
    }
    let found = bench.raw.items(&table).await;
    assert!(profiles.into_iter().map(normal).all(|profile| found.contains(&profile)), "{found:?}");
    let done = db.upgrade_all::<Profile>().with(Ok).await.expect("an upgrade");
    assert_eq!(done, totals(|t| (t.looked_at, t.upgraded, t.foreign) = (5, 2, 3)));
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "kinds", entity = "one")]
struct One {
    #[pk]
    id: u32,
    counter: u32,
    #[schema_version(2, upgrade(1 => super::counted))]
    layout: u32,
}

/// Kinds that are told by their tag only.
async fn kinds_of_one_table(bench: Bench) {
    let db = bench.with::<One>().await;
    let of = |id: u32, tag: Option<&str>| {
        let mut item = item([("id", n(id)), ("counter", n(0))]);
        item.extend(tag.map(|tag| ("_type".to_owned(), s(tag))));
        item
    };
    let table = db.table_name::<One>();
    bench.raw.write_all(&table, (0..9).map(|id| of(id, [None, Some("one"), Some("two")][id as usize % 3]))).await;
    let done = db.upgrade_all::<One>().await.expect("an upgrade");
    assert_eq!(done, totals(|t| (t.looked_at, t.upgraded, t.foreign) = (9, 3, 6)));
    for item in bench.raw.items(&table).await {
        assert_eq!(item["counter"], n(u32::from(item.get("_type") == Some(&s("one")))), "{item:?}");
    }
}

/// It stops with the item's key, keeps what was done, and goes on when the item is mended.
async fn failing_step(bench: Bench) {
    let bad = 20;
    let db = given(&bench, (0..30).map(|id| if id == bad { with(old(id), "counter", n(99)) } else { old(id) })).await;
    let upgrade = || db.upgrade_all::<Counter>().page_size(4).concurrency(2);
    let error = upgrade().await.expect_err("a step fails");
    assert!(error.is_invalid_request() && error.to_string().starts_with("this step fails"), "{error}");
    assert_eq!(error.table(), Some(&*db.table_name::<Counter>()));
    assert_eq!(error.key(), Some("part=2, id=20"));
    let first = error.stopped_at::<Upgraded>().expect("how far it was").clone();
    let found = stored(&bench).await;
    let counted = found.iter().filter(|item| item["counter"] == n(1)).count() as u64;
    assert_eq!(first.totals.upgraded, counted);
    assert_eq!(found[bad as usize]["counter"], n(99), "it is as it was");
    bench.raw.write(&db.table_name::<Counter>(), old(bad)).await;
    let second = upgrade().resume(first.checkpoint).await.expect("the rest");
    assert_eq!(first.totals.upgraded + second.upgraded, 30);
    assert!(second.looked_at < 30, "{second:?}");
    assert_eq!(stored(&bench).await, (0..30).map(new).map(normal).collect::<Vec<_>>());
}

/// What cannot be read is not written.
async fn unreadable_result(bench: Bench) {
    let db = shapes(&bench, [shape(1, 0, None)]).await;
    let upgrade = db.upgrade_all::<Shape>().with(|mut item| {
        item.remove("counter");
        Ok(item)
    });
    let error = upgrade.await.expect_err("it has no counter");
    assert!(error.is_decode() && error.key() == Some("id=1"), "{error:?}");
    assert_eq!(bench.raw.items(&db.table_name::<Shape>()).await, [normal(shape(1, 0, None))]);
}

async fn moved_key(bench: Bench) {
    let db = shapes(&bench, [shape(1, 0, None)]).await;
    let error = db.upgrade_all::<Shape>().with(|item| Ok(with(item, "id", n(2)))).await.expect_err("it moves");
    assert!(error.is_invalid_request() && error.key() == Some("id=1"), "{error:?}");
    assert_eq!(bench.raw.items(&db.table_name::<Shape>()).await, [normal(shape(1, 0, None))]);
}

async fn empty(bench: Bench) {
    let db = given(&bench, []).await;
    for segments in [1, 4] {
        assert_eq!(db.upgrade_all::<Counter>().segments(segments).await.expect("nothing"), Upgraded::default());
    }
}

async fn missing_table(bench: Bench) {
    let error = bench.db.upgrade_all::<Counter>().segments(4).await.expect_err("there is no table");
    assert!(error.is_missing_table(), "{error:?}");
    assert_eq!(error.table(), Some(&*bench.db.table_name::<Counter>()));
    assert_eq!(error.stopped_at::<Upgraded>().map(|at| at.totals), Some(Upgraded::default()));
}

async fn in_table(bench: Bench) {
    let db = given(&bench, (0..3).map(old)).await;
    let none = Db::builder().table_prefix("none-").from_db(&db);
    assert!(none.upgrade_all::<Counter>().await.expect_err("no such table").is_missing_table());
    let done = none.upgrade_all::<Counter>().in_table(db.table_name::<Counter>()).await.expect("an upgrade");
    assert_eq!(done.upgraded, 3);
}

/// Each page is told, with what was done so far.
async fn progress(bench: Bench) {
    let db = given(&bench, (0..20).map(old)).await;
    let told: Arc<Mutex<Vec<TableProgress<Upgraded>>>> = Arc::default();
    let keep = Arc::clone(&told);
    let upgrade = db.upgrade_all::<Counter>().segments(3).page_size(4);
    let done = upgrade.on_progress(move |p| keep.lock().unwrap().push(p)).await.expect("an upgrade");
    let told = std::mem::take(&mut *told.lock().unwrap());
    assert!(told.len() >= 6, "{}", told.len());
    assert!((0..3).all(|segment| told.iter().any(|p| p.segment == segment)));
    let upgraded: Vec<_> = told.iter().map(|p| p.totals.upgraded).collect();
    assert!(upgraded.is_sorted(), "{upgraded:?}");
    let last = told.last().expect("the last page");
    assert_eq!((last.totals, last.checkpoint.is_at_end()), (done, true));
    assert!(told[..told.len() - 1].iter().all(|p| !p.checkpoint.is_at_end()));
}

/// Reads and writes.
async fn metered(bench: Bench) {
    let db = given(&bench, (0..5).map(old)).await;
    let (done, capacity) = db.upgrade_all::<Counter>().metered().await.expect("an upgrade");
    assert_eq!(done.upgraded, 5);
    let (_, nothing) = db.upgrade_all::<Counter>().metered().await.expect("nothing to do");
    assert!(nothing.total > 0.0 && capacity.total >= nothing.total + 5.0, "{capacity:?}, {nothing:?}");
}

/// Nothing is sent.
async fn invalid(bench: Bench) {
    let upgrade = || bench.db.upgrade_all::<Counter>();
    for wrong in
        [upgrade().segments(0), upgrade().concurrency(0), upgrade().page_size(0), upgrade().segments(1_000_001)]
    {
        let error = wrong.await.expect_err("it asks for nothing");
        assert!(matches!(error.kind(), ErrorKind::InvalidRequest { .. }), "{error:?}");
        assert_eq!(error.table(), Some(&*bench.db.table_name::<Counter>()));
    }
    let explained = upgrade().segments(2).explain().expect("a scan").to_string();
    assert!(explained.contains("Scan") && explained.contains("counters"), "{explained}");
}
