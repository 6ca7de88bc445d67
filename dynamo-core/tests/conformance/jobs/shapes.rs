//! Items that are not like all others.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::prelude::*;

use super::{Shape, shape, shapes, with};
use crate::bench::Bench;
use crate::case::Case;
use crate::stored::{b, item, list, map, n, normal, numbers, s, texts};
use crate::updates::Running;

variants! {
    Items {
        Expired,
        Locked,
        Wide,
        OfEveryType,
        OfAnIndex,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    Items::ALL.iter().map(|of| Case::new(format!("upgrade all, items: {of:?}"), run(*of))).collect()
}

fn run(of: Items) -> impl FnOnce(Bench) -> Running + Send {
    move |bench| match of {
        Items::Expired => Box::pin(expired(bench)),
        Items::Locked => Box::pin(locked(bench)),
        Items::Wide => Box::pin(wide(bench)),
        Items::OfEveryType => Box::pin(every_type(bench)),
        Items::OfAnIndex => Box::pin(index_keys(bench)),
    }
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "expiring")]
struct Expiring {
    #[pk]
    id: u32,
    counter: u32,
    #[ttl]
    until: Ttl,
    #[schema_version(2, upgrade(1 => super::counted))]
    layout: u32,
}

/// They may be read with `include_expired` as long as they are there.
async fn expired(bench: Bench) {
    let db = bench.with::<Expiring>().await;
    let now = Ttl::from(std::time::SystemTime::now()).seconds();
    let table = db.table_name::<Expiring>();
    let of = |id: u32, until: u64| item([("id", n(id)), ("counter", n(0)), ("until", n(until))]);
    bench.raw.write_all(&table, [of(0, now - 3600), of(1, now + 3600)]).await;
    assert_eq!(db.upgrade_all::<Expiring>().await.expect("an upgrade").upgraded, 2);
    let all = db.scan::<Expiring>().include_expired().all().await.expect("both");
    assert!(all.len() == 2 && all.iter().all(|item| item.counter == 1), "{all:?}");
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "locked-counters")]
struct Locked {
    #[pk]
    id: u32,
    counter: u32,
    #[version]
    rev: u64,
    #[schema_version(2, upgrade(1 => super::counted))]
    layout: u32,
}

/// Nothing that a reader sees has changed: whoever has read the item can write it.
async fn locked(bench: Bench) {
    let db = bench.with::<Locked>().await;
    let of = |id: u32, rev: Option<u32>| {
        let mut item = item([("id", n(id)), ("counter", n(0))]);
        item.extend(rev.map(|rev| ("rev".to_owned(), n(rev))));
        item
    };
    bench.raw.write_all(&db.table_name::<Locked>(), [of(0, None), of(1, Some(5))]).await;
    let read = db.get(Locked::key(1)).required().await.expect("it reads");
    assert_eq!(db.upgrade_all::<Locked>().await.expect("an upgrade").upgraded, 2);
    let all = db.scan::<Locked>().all().await.expect("both");
    let is_right = |item: &Locked| item.counter == 1 && item.rev == u64::from(item.id) * 5;
    assert!(all.len() == 2 && all.iter().all(is_right), "{all:?}");
    db.put(&read).await.expect("its version is the one that was read");
}

/// More attributes than can be compared.
async fn wide(bench: Bench) {
    let db = shapes(&bench, []).await;
    let mut all = shape(1, 0, None);
    all.extend((0..240).map(|number| (format!("a{number}"), n(number))));
    bench.raw.write(&db.table_name::<Shape>(), all.clone()).await;
    let upgrade = db.upgrade_all::<Shape>().with(|item| Ok(with(item, "counter", n(1))));
    assert_eq!(upgrade.await.expect("an upgrade").upgraded, 1);
    all.extend([("counter".to_owned(), n(1)), ("shape".to_owned(), s(Shape::FINGERPRINT.as_str()))]);
    assert_eq!(bench.raw.items(&db.table_name::<Shape>()).await, [normal(all)]);
}

/// Values of each type are equal to themselves.
async fn every_type(bench: Bench) {
    let db = shapes(&bench, []).await;
    let mut all = shape(1, 0, None);
    let values = [
        ("null", AttributeValue::Null(true)),
        ("bool", AttributeValue::Bool(false)),
        ("empty", s("")),
        ("exact", n("1.5E-100")),
        ("bytes", b(&[0, 255])),
        ("texts", texts(["b", "a"])),
        ("numbers", numbers(["2", "10"])),
        ("blobs", AttributeValue::Bs(vec![Blob::new([1]), Blob::new([2, 0])])),
        ("list", list([n(1), list([]), AttributeValue::Null(true)])),
        ("map", map([("a", map([("b", texts(["x"]))])), ("c", b(&[1]))])),
    ];
    all.extend(values.map(|(name, value)| (name.to_owned(), value)));
    bench.raw.write(&db.table_name::<Shape>(), all.clone()).await;
    let done = db.upgrade_all::<Shape>().with(|item| Ok(with(item, "counter", n(1)))).await.expect("an upgrade");
    assert_eq!((done.upgraded, done.conflicts), (1, 0));
    all.extend([("counter".to_owned(), n(1)), ("shape".to_owned(), s(Shape::FINGERPRINT.as_str()))]);
    assert_eq!(bench.raw.items(&db.table_name::<Shape>()).await, [normal(all)]);
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "indexed")]
#[gsi(by_note, pk = "NOTE#{note}", include(counter))]
struct Indexed {
    #[pk]
    id: u32,
    counter: u32,
    note: String,
    #[schema_version(2, upgrade(1 => super::renamed))]
    layout: u32,
}

/// They are made of what the upgrade gives; rows of an index carry the version.
async fn index_keys(bench: Bench) {
    let db = bench.with::<Indexed>().await;
    let old = |id: u32| item([("id", n(id)), ("counter", n(id)), ("text", s("a")), ("GSI", s("unused"))]);
    bench.raw.write_all(&db.table_name::<Indexed>(), (0..3).map(old)).await;
    assert_eq!(db.query(Indexed::by_note().partition("a")).count().await.expect("none"), 0);
    assert_eq!(db.upgrade_all::<Indexed>().await.expect("an upgrade").upgraded, 3);
    let mut rows = db.query(Indexed::by_note().partition("a")).all().await.expect("rows");
    rows.sort_by_key(|row| row.id);
    assert_eq!(
        rows.iter().map(|row| (row.id, row.counter, row.layout)).collect::<Vec<_>>(),
        [(0, 0, 2), (1, 1, 2), (2, 2, 2)]
    );
}
