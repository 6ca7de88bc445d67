//! Whole items through an index that does not hold them.

use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use dynamo_core::backend::{BoxFuture, Feature};
use dynamo_core::middleware::{Layer, Next};
use dynamo_core::output::Hydrated;
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::response::{Reply, Rows};

use super::things::{Thing, Wanted, written};
use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Profile, Sample, Story};
use crate::raw::Raw;
use crate::stored::{item, n, s};

variants! {
    Hydration { All, Consistent, Filtered, Vanished, TakenPastVanished, Pages, Streamed, DoNotFit, Expired, Kinds, Upgraded, ScannedIndex, Cursors, InTable, Charged }
}

pub(crate) fn cases() -> Vec<Case> {
    let case = |of: &Hydration| {
        let of = *of;
        let case = Case::new(format!("hydrate: {of:?}"), move |bench| async move {
            match of {
                Hydration::All => all(bench).await,
                Hydration::Consistent => consistent(bench).await,
                Hydration::Filtered => filtered(bench).await,
                Hydration::Vanished => vanished(bench).await,
                Hydration::TakenPastVanished => taken_past_vanished(bench).await,
                Hydration::Pages => pages(bench).await,
                Hydration::Streamed => streamed(bench).await,
                Hydration::DoNotFit => do_not_fit(bench).await,
                Hydration::Expired => expired(bench).await,
                Hydration::Kinds => kinds(bench).await,
                Hydration::Upgraded => upgraded(bench).await,
                Hydration::ScannedIndex => scanned_index(bench).await,
                Hydration::Cursors => cursors(bench).await,
                Hydration::InTable => in_table(bench).await,
                Hydration::Charged => charged(bench).await,
            }
        });
        if of == Hydration::Charged { case.needs(&[Feature::CapacityFigures]) } else { case }
    };
    Hydration::ALL.iter().map(case).collect()
}

/// The things of a color, by size and in the order of the index: sizes that are equal come in no order of ours.
fn sizes(things: &[Thing]) -> Vec<u32> {
    things.iter().map(|thing| thing.size).collect()
}

fn numbers(things: &[Thing]) -> Vec<u32> {
    let mut numbers: Vec<_> = things.iter().map(|thing| thing.number).collect();
    numbers.sort_unstable();
    numbers
}

/// Of more things than one batch takes.
async fn all(bench: Bench) {
    let things = written(&bench, 250, 10).await;
    let red: Vec<_> = things.iter().filter(|thing| thing.color == "red").cloned().collect();
    let round: Vec<_> = red.into_iter().filter(|thing| thing.shape == "round").collect();
    let query = || bench.db.query(Thing::by_both().partition("red", "round"));
    let up = query().hydrate().await.unwrap();
    let rows: Vec<_> = query().all().await.unwrap().into_iter().map(|row| row.number).collect();
    assert_eq!(up.items.iter().map(|thing| thing.number).collect::<Vec<_>>(), rows, "in the order of the index");
    assert!(round.len() > 100 && sizes(&up.items).is_sorted());
    assert_eq!(numbers(&up.items), numbers(&round));
    assert!(up.items.iter().all(|thing| things.contains(thing)));
    assert_eq!((up.missing.len(), up.next), (0, None));
    let down = query().descending().hydrate().consistent().await.unwrap();
    assert!(down.items.iter().rev().map(|thing| thing.size).is_sorted());
    assert_eq!(numbers(&down.items), numbers(&round));
    let none = bench.db.query(Thing::by_both().partition("green", "round")).hydrate().await.unwrap();
    assert_eq!((none.items.len(), none.missing.len()), (0, 0));
}

/// Counts the batches that are read consistently, and the others.
#[derive(Clone, Default)]
struct Counting(Arc<Mutex<[usize; 2]>>);

impl Layer for Counting {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        if let Request::BatchGet(batch) = &request {
            self.0.lock().unwrap()[usize::from(batch.tables.iter().all(|table| table.consistent))] += 1;
        }
        next.call(request, rows)
    }
}

/// The items are read consistently, even where their index cannot be.
async fn consistent(bench: Bench) {
    written(&bench, 250, 10).await;
    let counting = Counting::default();
    let db = Db::builder().table_prefix(&bench.prefix).layer(counting.clone()).from_db(&bench.db);
    let query = || db.query(Thing::by_color().partition("red"));
    assert!(query().hydrate().consistent().await.unwrap().items.len() > 100);
    assert_eq!(*counting.0.lock().unwrap(), [0, 2], "two batches, both consistent");
    query().hydrate().take(5).await.unwrap();
    assert_eq!(*counting.0.lock().unwrap(), [1, 2]);
}

async fn filtered(bench: Bench) {
    let things = written(&bench, 60, 10).await;
    let of = |thing: &&Thing| thing.owner == "ada" && thing.rank >= 5;
    let expected: Vec<_> = things.iter().filter(of).cloned().collect();
    let query = || bench.db.query(Thing::by_size().partition("ada")).filter(|f| f.rank().ge(5)).page_size(4);
    assert_eq!(numbers(&query().hydrate().await.unwrap().items), numbers(&expected));
    let first = query().hydrate().take(2).await.unwrap();
    assert_eq!(first.items.len(), 2.min(expected.len()));
    let rest = query().after(first.next).hydrate().await.unwrap();
    assert_eq!(first.items.len() + rest.items.len(), expected.len());
    let table = bench.db.query(Thing::partition("ada")).filter(|f| Wanted::RankFrom(5).of(f)).hydrate().await.unwrap();
    assert_eq!(table.items, expected, "of a table, too");
}

/// Deletes the things of some numbers when they are about to be fetched: just after the index was read.
struct Vanishing {
    raw: Raw,
    gone: fn(u32) -> bool,
}

impl Layer for Vanishing {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        Box::pin(async move {
            if let Request::BatchGet(batch) = &request {
                for (table, key) in batch.members() {
                    let number: u32 = key["number"].as_n().unwrap().parse().unwrap();
                    if (self.gone)(number) {
                        self.raw.delete(&table, key).await;
                    }
                }
            }
            next.call(request, rows).await
        })
    }
}

fn vanishing(bench: &Bench, gone: fn(u32) -> bool) -> Db {
    let layer = Vanishing { raw: bench.raw.clone(), gone };
    Db::builder().table_prefix(&bench.prefix).layer(layer).from_db(&bench.db)
}

fn number_of(key: &Key<Thing>) -> u32 {
    key.sk().unwrap().unwrap().as_n().unwrap().parse().unwrap()
}

/// Items that vanish between index and table are reported apart.
async fn vanished(bench: Bench) {
    let things = written(&bench, 40, 10).await;
    let db = vanishing(&bench, |number| number % 4 == 1);
    let hydrated = db.query(Thing::by_size().partition("ada")).hydrate().await.unwrap();
    let (gone, here): (Vec<_>, Vec<_>) =
        things.into_iter().filter(|thing| thing.owner == "ada").partition(|thing| thing.number % 4 == 1);
    assert!(sizes(&hydrated.items).is_sorted());
    assert_eq!(numbers(&hydrated.items), numbers(&here));
    let mut missing: Vec<_> = hydrated.missing.iter().map(number_of).collect();
    missing.sort_unstable();
    assert!(!gone.is_empty());
    assert_eq!(missing, numbers(&gone));
}

/// What is missing does not count as taken: the read goes on until it has as many items as are wanted.
async fn taken_past_vanished(bench: Bench) {
    let things = written(&bench, 60, 10).await;
    let here = |thing: &&Thing| thing.owner == "ada" && thing.number.is_multiple_of(2);
    let expected = numbers(&things.iter().filter(here).cloned().collect::<Vec<_>>());
    let db = vanishing(&bench, |number| number % 2 == 1);
    let (mut found, mut missing, mut next) = (Vec::new(), 0, None);
    loop {
        let read = db.query(Thing::by_size().partition("ada")).page_size(5).after(next.take());
        let page = read.hydrate().take(4).await.unwrap();
        assert!(page.items.len() == 4 || page.next.is_none(), "{}", page.items.len());
        missing += page.missing.len();
        found.extend(page.items);
        next = page.next;
        if next.is_none() {
            break;
        }
    }
    assert!(sizes(&found).is_sorted());
    assert_eq!((numbers(&found), missing), (expected.clone(), 48 - expected.len()));
    let none = db.query(Thing::by_size().partition("ada")).hydrate().take(0).await.unwrap();
    assert_eq!((none.items.len(), none.next.is_some()), (0, true));
}

async fn pages(bench: Bench) {
    written(&bench, 30, 10).await;
    let db = vanishing(&bench, |number| number == 6);
    let query = || db.query(Thing::by_size().partition("ada")).page_size(7);
    let mut pages = query().hydrate().pages();
    let (mut items, mut missing) = (Vec::new(), Vec::new());
    while let Some(page) = pages.next().await {
        let Hydrated { items: some, missing: gone, next, .. } = page.unwrap();
        assert!(some.len() + gone.len() <= 7);
        items.extend(some);
        missing.extend(gone);
        if let Some(next) = next {
            let rest = query().after(next).hydrate().await.unwrap();
            let behind = 24 - items.len() - missing.len();
            assert!(rest.items.len() + 1 >= behind, "{} of {behind}", rest.items.len());
        }
    }
    assert_eq!(items.len() + missing.len(), 23 + missing.len());
    assert!(sizes(&items).is_sorted() && missing.len() <= 1);
    let one = query().hydrate().page().await.unwrap();
    assert_eq!((one.items.len(), one.next.is_some()), (7, true));
}

/// A stream leaves out what is missing.
async fn streamed(bench: Bench) {
    written(&bench, 30, 10).await;
    let db = vanishing(&bench, |number| number % 2 == 1);
    let mut stream = db.query(Thing::by_size().partition("ada")).page_size(7).hydrate().stream();
    let mut found = Vec::new();
    while let Some(thing) = stream.next().await {
        found.push(thing.unwrap());
    }
    assert!(sizes(&found).is_sorted());
    assert_eq!(numbers(&found), [0, 2, 6, 8, 10, 12, 16, 18, 20, 22, 26, 28]);
    let mut some = db.query(Thing::by_size().partition("ada")).hydrate().take(3).stream();
    let mut count = 0;
    while let Some(thing) = some.next().await {
        thing.unwrap();
        count += 1;
    }
    assert_eq!(count, 3);
}

async fn do_not_fit(bench: Bench) {
    written(&bench, 10, 10).await;
    let table = bench.db.table_name::<Thing>();
    let broken = [("owner", s("ada")), ("number", n(77)), ("color", s("red")), ("shape", s("round")), ("size", n(2))];
    bench.raw.write(&table, item(broken)).await;
    let query = || bench.db.query(Thing::by_shape().partition("round"));
    let error = query().hydrate().await.unwrap_err();
    let text = error.to_string();
    assert!(error.is_decode() && text.contains("number=77") && text.contains(&table), "{text}");
    let mut stream = query().hydrate().stream();
    let (mut good, mut bad) = (0, 0);
    while let Some(thing) = stream.next().await {
        if thing.is_ok() { good += 1 } else { bad += 1 }
    }
    assert_eq!((good, bad), (9, 1));
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "leases")]
#[gsi(by_holder, pk = holder, keys_only)]
struct Lease {
    #[pk]
    id: u32,
    holder: String,
    note: String,
    #[ttl]
    until: Ttl,
}

/// Items that have expired are neither there nor missing, although their index does not tell.
async fn expired(bench: Bench) {
    let db = bench.with::<Lease>().await.clone();
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let lease = |id: u32, until: u64| Lease { id, holder: "ada".into(), note: "n".into(), until: until.into() };
    db.batch_write().put_all(&[lease(1, now + 10_000), lease(2, now - 10), lease(3, now + 10_000)]).await.unwrap();
    let query = || db.query(Lease::by_holder().partition("ada"));
    let ids = |hydrated: Hydrated<Lease>| {
        let mut ids: Vec<_> = hydrated.items.iter().map(|lease| lease.id).collect();
        ids.sort_unstable();
        (ids, hydrated.missing.len())
    };
    assert_eq!(ids(query().hydrate().await.unwrap()), (vec![1, 3], 0));
    assert_eq!(ids(query().include_expired().hydrate().await.unwrap()), (vec![1, 2, 3], 0));
    assert_eq!(ids(query().hydrate().take(2).await.unwrap()), (vec![1, 3], 0));
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "zoo", entity = "lion")]
#[gsi(by_keeper, pk = keeper, keys_only)]
struct Lion {
    #[pk]
    name: String,
    keeper: String,
    roars: u32,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "zoo", entity = "seal")]
#[gsi(by_keeper, pk = keeper, keys_only)]
struct Seal {
    #[pk]
    name: String,
    keeper: String,
    balls: u32,
}

/// The index does not tell kinds apart; their items do.
async fn kinds(bench: Bench) {
    let db = bench.with::<(Lion, Seal)>().await.clone();
    let lion = |name: &str| Lion { name: name.into(), keeper: "bo".into(), roars: 3 };
    let seal = Seal { name: "s".into(), keeper: "bo".into(), balls: 1 };
    db.batch_write().put_all(&[lion("a"), lion("b")]).put(&seal).await.unwrap();
    let lions = db.query(Lion::by_keeper().partition("bo")).hydrate().await.unwrap();
    assert_eq!((lions.items.len(), lions.missing.len()), (2, 0));
    let seals = db.scan_index(Seal::by_keeper()).hydrate().take(5).await.unwrap();
    assert_eq!((seals.items, seals.missing.len()), (vec![seal], 0));
}

/// From patterns: the index gives the table's keys, and an older item is upgraded.
async fn upgraded(bench: Bench) {
    let db = bench.with::<(Story, Profile)>().await.clone();
    let story = Story::samples().remove(0);
    bench.raw.write(&db.table_name::<Story>(), story.as_of_old(None)).await;
    let stories = db.query(Story::gsi1().partition("acme")).hydrate().await.unwrap();
    assert_eq!(stories.items, [Story { schema_version: 2, ..story }]);
}

async fn scanned_index(bench: Bench) {
    let things = written(&bench, 120, 10).await;
    let hydrated = bench.db.scan_index(Thing::by_shape()).segments(3).hydrate().await.unwrap();
    assert_eq!(numbers(&hydrated.items), numbers(&things));
    let some = bench.db.scan_index(Thing::by_shape()).hydrate().take(101).await.unwrap();
    assert_eq!((some.items.len(), some.next.is_some()), (101, true));
}

/// Cursors are the index's: a hydrated read goes on where the plain one has ended, and the other way round.
async fn cursors(bench: Bench) {
    written(&bench, 40, 10).await;
    let query = || bench.db.query(Thing::by_size().partition("ada"));
    let first = query().take(10).await.unwrap();
    let second = query().after(first.next).hydrate().take(10).await.unwrap();
    let text = serde_json::to_string(&second.next.expect("a cursor")).unwrap();
    let next: dynamo_core::output::Cursor = serde_json::from_str(&text).unwrap();
    let third = query().after(next).all().await.unwrap();
    let mut all: Vec<_> = first.items.iter().map(|row| row.number).collect();
    all.extend(second.items.iter().map(|thing| thing.number));
    all.extend(third.iter().map(|row| row.number));
    all.sort_unstable();
    assert_eq!(all, (0..40).filter(|number| number % 5 != 4).collect::<Vec<_>>());
    let last = query().hydrate().take(32).await.unwrap();
    assert_eq!(last.items.len(), 32);
    let few = query().page_size(3).max_requests(2).hydrate();
    assert!(few.await.unwrap_err().to_string().contains("2 requests"));
    let page = query().page_size(3).max_requests(2).hydrate().take(20).await.unwrap();
    assert_eq!((page.items.len(), page.next.is_some()), (6, true));
}

async fn in_table(bench: Bench) {
    written(&bench, 5, 10).await;
    let name = format!("{}elsewhere", bench.prefix);
    bench.db.create_table::<Thing>().in_table(&name).await.unwrap();
    let one = Thing {
        owner: "eve".into(),
        number: 1,
        color: "red".into(),
        shape: "round".into(),
        size: 1,
        rank: 1,
        note: "elsewhere".into(),
    };
    bench.db.batch_write().put(&one).in_table::<Thing>(&name).await.unwrap();
    let there = bench.db.scan_index(Thing::by_shape()).in_table(&name).hydrate().await.unwrap();
    assert_eq!(there.items, [one]);
}

async fn charged(bench: Bench) {
    written(&bench, 10, 10).await;
    let query = || bench.db.query(Thing::by_shape().partition("round"));
    let (rows, of_index) = query().all().metered().await.unwrap();
    let (hydrated, capacity) = query().hydrate().metered().await.unwrap();
    assert_eq!(hydrated.capacity, capacity);
    assert!((capacity.total - of_index.total - rows.len() as f64 * 0.5).abs() < 1e-9, "{capacity:?}, {of_index:?}");
    assert_eq!(query().hydrate().page().await.unwrap().capacity, capacity);
}
