//! An index that the table does not have.

use std::sync::Arc;

use dynamo_core::prelude::*;
use dynamo_core::request::Request;

use crate::bench::Bench;
use crate::case::Case;

/// As the table was created.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "parts")]
#[gsi(by_place, pk = place)]
#[lsi(by_count, sk = count)]
struct Before {
    #[pk]
    id: String,
    #[sk]
    number: u32,
    place: String,
    count: u32,
}

/// As the type is now.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "parts")]
#[gsi(by_place, pk = place)]
#[gsi(by_maker, pk = maker)]
#[lsi(by_count, sk = count)]
struct Now {
    #[pk]
    id: String,
    #[sk]
    number: u32,
    place: String,
    count: u32,
    maker: String,
}

pub(crate) fn cases() -> Vec<Case> {
    vec![Case::new("missing index", missing)]
}

async fn missing(bench: Bench) {
    let db = bench.with::<Before>().await;
    let query = db.query(Now::by_maker().partition("m")).request().expect("a query");
    let scan = db.scan_index(Now::by_maker()).request().expect("a scan");
    for request in [query, scan] {
        let error = db.execute(Request::Query(Arc::new(request)), None).await.expect_err("no such index");
        assert_eq!(error.kind(), &ErrorKind::MissingIndex { index: "by_maker".into() }, "{error:?}");
        assert!(error.is_missing_index());
        assert_eq!(error.table(), Some(&*db.table_name::<Now>()));
    }
    for there in [db.query(Now::by_place().partition("p")).request(), db.scan_index(Now::by_count()).request()] {
        db.execute(Request::Query(Arc::new(there.expect("a request"))), None).await.expect("an index");
    }
    let missing = db.query(Now::by_maker().partition("m")).request().expect("a query");
    let elsewhere = dynamo_core::request::Query { table: format!("{}nowhere", bench.prefix).into(), ..missing };
    let error = db.execute(Request::Query(Arc::new(elsewhere)), None).await.expect_err("no such table");
    assert!(error.is_missing_table(), "{error:?}");
}
