//! Odd ways to ask, and cursors that belong elsewhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dynamo_core::backend::BoxFuture;
use dynamo_core::error::ErrorKind;
use dynamo_core::middleware::{Layer, Next};
use dynamo_core::output::Cursor;
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::response::{Reply, Rows};

use super::things::{Thing, written};
use crate::bench::Bench;
use crate::case::Case;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::new("read: counts of nothing", nothing),
        Case::new("read: no more requests than allowed", bounded),
        Case::new("read: no more rows than wanted", frugal),
        Case::new("read: a cursor of another query", of_another),
        Case::new("read: a forged cursor", forged),
        Case::new("read: a range that holds nothing", empty_range),
        Case::new("read: more segments than requests at once", many_segments),
    ]
}

async fn nothing(bench: Bench) {
    written(&bench, 10, 1).await;
    let query = || bench.db.query(Thing::partition("ada"));
    for error in [
        query().page_size(0).all().await.unwrap_err(),
        query().max_requests(0).all().await.unwrap_err(),
        bench.db.scan::<Thing>().segments(0).all().await.unwrap_err(),
        bench.db.scan::<Thing>().segment(2, 2).all().await.unwrap_err(),
    ] {
        assert!(error.is_invalid_request(), "{error}");
    }
    let page = query().take(0).await.unwrap();
    assert!(page.items.is_empty());
    assert_eq!(query().after(page.next).all().await.unwrap().len(), 8);
    assert_eq!(query().after(None::<Cursor>).all().await.unwrap().len(), 8);
    assert_eq!(bench.db.query(Thing::partition("nobody")).all().await.unwrap(), []);
    assert_eq!(bench.db.query(Thing::partition("nobody")).first().await.unwrap(), None);
    let page = bench.db.query(Thing::partition("nobody")).page().await.unwrap();
    assert!(page.items.is_empty() && page.next.is_none());
}

async fn bounded(bench: Bench) {
    written(&bench, 30, 1).await;
    let query = || bench.db.query(Thing::partition("ada")).page_size(3).max_requests(2);
    let is_unfinished = |error: Error| matches!(error.kind(), ErrorKind::Unfinished { requests: 2 });
    assert!(is_unfinished(query().all().await.unwrap_err()));
    assert!(is_unfinished(query().count().await.unwrap_err()));
    assert!(is_unfinished(query().filter(|f| f.rank().gt(100)).first().await.unwrap_err()));
    let mut stream = query().stream();
    let mut rows = 0;
    while let Some(row) = stream.next().await {
        match row {
            Ok(_) => rows += 1,
            Err(error) => assert!(is_unfinished(error)),
        }
    }
    assert_eq!(rows, 6);
    let page = query().take(10).await.unwrap();
    assert_eq!(page.items.len(), 6);
    assert_eq!(query().after(page.next).take(3).await.unwrap().items.len(), 3);
    assert_eq!(query().take(6).all().await.unwrap().len(), 6);
}

/// Without a filter, DynamoDB need not look at more rows than are wanted.
async fn frugal(bench: Bench) {
    written(&bench, 30, 1).await;
    let page = bench.db.query(Thing::partition("ada")).take(4).await.unwrap();
    assert_eq!((page.items.len(), page.scanned), (4, 4));
    let page = bench.db.query(Thing::partition("ada")).page_size(3).take(4).await.unwrap();
    assert_eq!((page.items.len(), page.scanned), (4, 4));
}

async fn of_another(bench: Bench) {
    written(&bench, 30, 1).await;
    let db = &bench.db;
    let query = || db.query(Thing::partition("ada"));
    let next = query().take(3).await.unwrap().next.unwrap();
    let other_table = format!("{}other", bench.prefix);
    db.create_table::<Thing>().in_table(&other_table).await.unwrap();
    let refused = [
        db.query(Thing::partition("other0")).after(next.clone()).page().await.unwrap_err(),
        query().descending().after(next.clone()).page().await.unwrap_err(),
        query().filter(|f| f.rank().gt(1)).after(next.clone()).page().await.unwrap_err(),
        query().in_table(&other_table).after(next.clone()).page().await.unwrap_err(),
        db.query(Thing::partition("ada").sk(|s| s.ge(0))).after(next.clone()).page().await.unwrap_err(),
        db.query(Thing::by_size().partition("ada")).after(next.clone()).page().await.unwrap_err(),
        db.scan::<Thing>().after(next.clone()).page().await.unwrap_err(),
        db.scan::<Thing>().segments(2).after(next.clone()).page().await.unwrap_err(),
    ];
    for error in refused {
        assert!(error.is_invalid_cursor(), "{error}");
    }
    // A filter is told from one that differs in its sign, its value or its attribute only.
    let rest = query().filter(|f| f.rank().ge(0)).take(3).await.unwrap().next.unwrap();
    for filtered in [
        query().filter(|f| f.rank().gt(0)),
        query().filter(|f| f.rank().ge(1)),
        query().filter(|f| f.size().ge(0)),
        query(),
    ] {
        assert!(filtered.after(rest.clone()).page().await.unwrap_err().is_invalid_cursor());
    }
    assert!(query().filter(|f| f.rank().ge(0)).after(rest).page().await.is_ok());
    let (of, segment) = begun_segment(db).await;
    let other = db.scan::<Thing>().segment(1 - of, 2).after(segment.clone()).page();
    assert!(other.await.unwrap_err().is_invalid_cursor());
    assert!(db.scan::<Thing>().segment(of, 3).after(segment).page().await.unwrap_err().is_invalid_cursor());
    // What does not change which rows come, nor their order, may change.
    let rest = query().after(next).page_size(2).consistent().select(|f| f.number()).all().await.unwrap();
    assert_eq!(rest[0], 3);
}

/// Which of two segments holds rows is the engine's own business: one that does, and a place in it.
async fn begun_segment(db: &Db) -> (u32, Cursor) {
    for number in 0..2 {
        if let Some(next) = db.scan::<Thing>().segment(number, 2).take(1).await.unwrap().next {
            return (number, next);
        }
    }
    panic!("neither segment holds a row");
}

/// A cursor with the right digest and another place in it.
async fn forged(bench: Bench) {
    written(&bench, 30, 1).await;
    let query = || bench.db.query(Thing::partition("ada").sk(|s| s.between(2, 20)));
    let next = query().take(3).await.unwrap().next.unwrap();
    let text = serde_json::to_string(&next).unwrap();
    for (from, to) in [
        (r#""owner":{"S":"ada"}"#, r#""owner":{"S":"eve"}"#),
        (r#""owner":{"S":"ada"}"#, r#""owner":{"N":"1"}"#),
        (r#","owner":{"S":"ada"}"#, ""),
        (r#""owner":{"S":"ada"}"#, r#""owner":{"S":"ada"},"more":{"S":"x"}"#),
        (r#""number":{"N":"5"}"#, r#""number":{"N":"21"}"#),
        (r#""number":{"N":"5"}"#, r#""number":{"N":"x"}"#),
    ] {
        assert!(text.contains(from), "{from} is not in {text}");
        let cursor: Cursor = serde_json::from_str(&text.replace(from, to)).unwrap();
        let error = query().after(cursor).page().await.unwrap_err();
        assert!(error.is_invalid_cursor(), "{error}");
    }
}

async fn empty_range(bench: Bench) {
    written(&bench, 10, 1).await;
    let page = bench.db.query(Thing::partition("ada").sk(|s| s.gt(u32::MAX))).page().await.unwrap();
    assert!(page.items.is_empty() && page.next.is_none());
    let query = bench.db.query(Thing::partition("ada").sk(|s| s.gt(u32::MAX)));
    assert_eq!(query.count().await.unwrap(), 0);
    let crossed = bench.db.query(Thing::partition("ada").sk(|s| s.between(9, 2))).all().await;
    assert!(crossed.unwrap_err().is_invalid_key());
}

/// The requests on their way, and the most of them there were.
#[derive(Clone, Default)]
struct Flying(Arc<[AtomicUsize; 2]>);

impl Layer for Flying {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        let [now, most] = &*self.0;
        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        Box::pin(async move {
            // All that were sent together arrive before the first is answered.
            tokio::task::yield_now().await;
            let reply = next.call(request, rows).await;
            now.fetch_sub(1, Ordering::SeqCst);
            reply
        })
    }
}

async fn many_segments(bench: Bench) {
    let things = written(&bench, 40, 1).await;
    let flying = Flying::default();
    let db = Db::builder().table_prefix(&bench.prefix).layer(flying.clone()).from_db(&bench.db);
    let mut numbers = db.scan::<Thing>().segments(200).select(|f| f.number()).all().await.unwrap();
    numbers.sort_unstable();
    assert_eq!(numbers, things.iter().map(|thing| thing.number).collect::<Vec<_>>());
    assert_eq!(flying.0[1].load(Ordering::SeqCst), 64);
}
