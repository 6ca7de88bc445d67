//! What rows are read into.

use dynamo_core::backend::Feature;
use dynamo_core::output::Page;
use dynamo_core::prelude::*;

use super::things::{Thing, Wanted, written};
use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Order, Status, order};
use crate::stored::{item, n, s};

#[derive(Debug, PartialEq, Projection)]
#[projection(Order::by_status)]
struct Summary {
    user_id: String,
    total: u64,
}

variants! {
    Rows {
        Narrow,
        KeysOnly,
        MultiKeys,
        Tuples,
        Named,
        FetchedWhole,
        Streamed,
        Pages,
        DoNotFit,
        Charged,
        Consistent,
        InAnotherTable,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let case = |of: &Rows| {
        let of = *of;
        let case = Case::new(format!("rows: {of:?}"), move |bench| async move {
            match of {
                Rows::Narrow => narrow(bench).await,
                Rows::KeysOnly => keys_only(bench).await,
                Rows::MultiKeys => multi_keys(bench).await,
                Rows::Tuples => tuples(bench).await,
                Rows::Named => named(bench).await,
                Rows::FetchedWhole => fetched_whole(bench).await,
                Rows::Streamed => streamed(bench).await,
                Rows::Pages => pages(bench).await,
                Rows::DoNotFit => do_not_fit(bench).await,
                Rows::Charged => charged(bench).await,
                Rows::Consistent => consistent(bench).await,
                Rows::InAnotherTable => in_another_table(bench).await,
            }
        });
        if of == Rows::Charged { case.needs(&[Feature::CapacityFigures]) } else { case }
    };
    Rows::ALL.iter().map(case).collect()
}

/// Three orders of one user, of which the last is pending.
async fn orders(bench: &Bench) -> Db {
    let db = bench.with::<Order>().await.clone();
    for (id, day, status) in
        [("o1", "2026-01-01", Status::Paid), ("o2", "2026-02-01", Status::Paid), ("o3", "2026-03-01", Status::Pending)]
    {
        let region = Some("eu".to_owned());
        let one = Order { order_id: id.into(), created_at: day.into(), status, region, ..order() };
        db.put(&one).await.unwrap();
    }
    db
}

async fn narrow(bench: Bench) {
    let db = orders(&bench).await;
    let rows = db.query(Order::by_status().partition(Status::Paid).sk(|s| s.ge("2026-01-15"))).all().await.unwrap();
    let [row] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!((row.order_id.as_str(), row.total, row.items_count), ("o2", 70, 2));
    let rows = db.query(Order::by_status().partition(Status::Paid)).filter(|o| o.total().gt(70)).all().await.unwrap();
    assert!(rows.is_empty(), "{rows:?}");
    assert_eq!(db.scan_index(Order::by_status()).count().await.unwrap(), 3);
}

async fn keys_only(bench: Bench) {
    let db = orders(&bench).await;
    let rows = db.query(Order::by_region().partition("eu")).all().await.unwrap();
    let mut ids: Vec<_> = rows.into_iter().map(|row| row.order_id).collect();
    ids.sort();
    assert_eq!(ids, ["o1", "o2", "o3"]);
}

async fn multi_keys(bench: Bench) {
    let db = orders(&bench).await;
    let of = |db: &Db| db.query(Order::by_tenant().partition("t1", "eu"));
    assert_eq!(of(&db).all().await.unwrap().len(), 3);
    let some = Order::by_tenant().partition("t1", "eu").sk(|s| s.status(Status::Paid).created_at_ge("2026-02"));
    assert_eq!(db.query(some).all().await.unwrap().len(), 1);
    assert_eq!(db.query(Order::by_tenant().partition("t1", "us")).first().await.unwrap(), None);
}

async fn tuples(bench: Bench) {
    let db = orders(&bench).await;
    let rows = db.query(Order::partition("u1")).select(|o| (o.order_id(), o.lines().at(1).sku(), o.description()));
    let rows = rows.descending().all().await.unwrap();
    assert_eq!(rows[0], ("o3".to_owned(), Some("b".to_owned()), None));
    let ids = db.query(Order::by_amount().partition("u1")).select(|o| o.order_id()).all().await.unwrap();
    assert_eq!(ids.len(), 3);
}

async fn named(bench: Bench) {
    let db = orders(&bench).await;
    let query = || db.query(Order::by_status().partition(Status::Pending)).project::<Summary>();
    let expected = [Summary { user_id: "u1".into(), total: 70 }];
    assert_eq!(query().all().await.unwrap(), expected);
    let page: Page<Summary> = query().take(100).await.unwrap();
    assert_eq!((page.items, page.next), (expected.into(), None));
}

/// A narrow local index leads to whole items, which DynamoDB fetches.
async fn fetched_whole(bench: Bench) {
    let things = written(&bench, 10, 3).await;
    let query = || bench.db.query(Thing::by_size().partition("ada"));
    let mut whole = query().fetch_whole().all().await.unwrap();
    whole.sort_by_key(|thing| thing.number);
    assert_eq!(whole, things.into_iter().filter(|thing| thing.owner == "ada").collect::<Vec<_>>());
    assert_eq!(query().all().await.unwrap().len(), whole.len());
}

async fn streamed(bench: Bench) {
    let things = written(&bench, 20, 3).await;
    let mut stream = bench.db.scan::<Thing>().segments(3).page_size(4).stream();
    let mut numbers = Vec::new();
    while let Some(thing) = stream.next().await {
        numbers.push(thing.unwrap().number);
    }
    numbers.sort_unstable();
    assert_eq!(numbers, things.iter().map(|thing| thing.number).collect::<Vec<_>>());
    let mut some = bench.db.query(Thing::partition("ada")).take(3).page_size(2).stream();
    for number in 0..3 {
        assert_eq!(some.next().await.unwrap().unwrap().number, number);
    }
    assert!(some.next().await.is_none());
    let mut refused = bench.db.query(Thing::partition("")).stream();
    assert!(refused.next().await.unwrap().unwrap_err().is_invalid_key());
    assert!(refused.next().await.is_none());
}

async fn pages(bench: Bench) {
    written(&bench, 20, 3).await;
    let query = || bench.db.query(Thing::partition("ada")).filter(|f| Wanted::All.of(f)).page_size(6);
    let mut pages = query().pages();
    let (mut sizes, mut last) = (Vec::new(), None);
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        sizes.push(page.items.len());
        last = page.next.clone();
        if let Some(next) = page.next {
            let rest = query().after(next).all().await.unwrap();
            assert_eq!(rest.len(), 16 - sizes.iter().sum::<usize>());
        }
    }
    assert_eq!((&sizes[..3], last), (&[6, 6, 4][..], None));
}

/// A row that does not fit: `all` fails and says which, `stream` goes on, `lenient` keeps it apart.
async fn do_not_fit(bench: Bench) {
    let db = orders(&bench).await;
    let broken = item([("user_id", s("u1")), ("order_id", s("o2")), ("status", s("paid")), ("total", n(-1))]);
    bench.raw.write(&db.table_name::<Order>(), broken).await;
    let query = || db.query(Order::partition("u1"));
    let table = db.table_name::<Order>();
    for error in [query().all().await.unwrap_err(), query().page().await.unwrap_err()] {
        let text = error.to_string();
        assert!(error.is_decode(), "{text}");
        assert!(text.contains(&table) && text.contains("order_id=\"o2\"") && text.contains("Query"), "{text}");
    }
    // They are counted by their keys.
    assert_eq!(query().count().await.unwrap(), 3);
    let mut stream = query().stream();
    let mut rows = Vec::new();
    while let Some(row) = stream.next().await {
        rows.push(row.map(|order| order.order_id).map_err(|error| error.is_decode()));
    }
    assert_eq!(rows, [Ok("o1".to_owned()), Err(true), Ok("o3".to_owned())]);
    assert!(stream.next().await.is_none(), "behind the end there is nothing, however often it is asked");
    let mut pages = query().page_size(1).pages();
    let mut seen = Vec::new();
    while let Some(page) = pages.next().await {
        seen.push(page.map(|page| page.items.len()).map_err(|error| error.is_decode()));
    }
    assert_eq!(seen, [Ok(1), Err(true)]);
    let sifted = query().lenient().all().await.unwrap();
    assert_eq!((sifted.items.len(), sifted.failures.len()), (2, 1));
    let page = query().take(2).lenient().page().await.unwrap();
    assert_eq!((page.items.len(), page.failures.len(), page.next), (2, 1, None));
    let text = page.failures[0].to_string();
    assert!(text.contains("`created_at`") || text.contains("`total`"), "{text}");
}

async fn charged(bench: Bench) {
    written(&bench, 20, 2_000).await;
    let query = || bench.db.query(Thing::by_color().partition("red")).page_size(3);
    let (things, capacity) = query().all().metered().await.unwrap();
    assert!(!things.is_empty() && capacity.total >= things.len() as f64 * 0.2, "{capacity:?}");
    let of_index: f64 = capacity.indexes.iter().map(|(_, units)| units).sum();
    assert!((of_index - capacity.total).abs() < 1e-9, "{capacity:?}");
    let (count, _) = query().count().metered().await.unwrap();
    assert_eq!(count, things.len() as u64);
    let page = query().page().await.unwrap();
    assert!(page.capacity.total > 0.0);
    let (first, capacity) = query().first().metered().await.unwrap();
    assert!(first.is_some() && capacity.total > 0.0);
}

async fn consistent(bench: Bench) {
    let db = orders(&bench).await;
    assert_eq!(db.query(Order::partition("u1")).consistent().all().await.unwrap().len(), 3);
    assert_eq!(db.query(Order::by_amount().partition("u1")).consistent().count().await.unwrap(), 3);
    assert_eq!(db.scan::<Order>().consistent().segments(2).count().await.unwrap(), 3);
}

async fn in_another_table(bench: Bench) {
    let db = orders(&bench).await;
    let name = format!("{}elsewhere", bench.prefix);
    db.create_table::<Order>().in_table(&name).await.unwrap();
    assert_eq!(db.query(Order::partition("u1")).in_table(&name).count().await.unwrap(), 0);
    assert_eq!(db.scan::<Order>().in_table(&name).all().await.unwrap(), []);
    let missing = db.query(Order::partition("u1")).in_table(format!("{}nowhere", bench.prefix)).all().await;
    assert!(missing.unwrap_err().is_missing_table());
}
