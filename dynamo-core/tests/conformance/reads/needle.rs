//! One row among many.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, PutRequest, WriteRequest};

use super::things::Thing;
use crate::bench::Bench;
use crate::case::Case;
use crate::raw::Raw;
use crate::stored::{item, n, s};

/// How many items it lies among.
const HAY: u32 = 10_000;

pub(crate) fn cases() -> Vec<Case> {
    vec![Case::new("read: one match in 10,000 items", found).long()]
}

async fn found(bench: Bench) {
    let db = bench.with::<Thing>().await.clone();
    fill(&bench).await;
    let needle = |size: u32| db.query(Thing::partition("ada")).filter(|f| f.rank().eq(7)).page_size(size);
    for size in [1, 25, 1000] {
        let all = needle(size).all().await.unwrap();
        assert_eq!(all.iter().map(|thing| thing.number).collect::<Vec<_>>(), [HAY - 10], "pages of {size}");
    }
    assert_eq!(needle(1000).first().await.unwrap().map(|thing| thing.number), Some(HAY - 10));
    assert_eq!(needle(1000).count().await.unwrap(), 1);
}

async fn fill(bench: &Bench) {
    let Raw::Sdk(client) = &bench.raw;
    let table = bench.db.table_name::<Thing>();
    let numbers: Vec<u32> = (0..HAY).collect();
    for chunk in numbers.chunks(25) {
        let writes = chunk.iter().map(|number| {
            let put = PutRequest::builder().set_item(Some(hay(*number))).build().expect("a whole item");
            WriteRequest::builder().put_request(put).build()
        });
        let mut left = HashMap::from([(table.clone(), writes.collect::<Vec<_>>())]);
        while !left.is_empty() {
            let written = client.batch_write_item().set_request_items(Some(left)).send().await.expect("a batch");
            left = written.unprocessed_items.unwrap_or_default();
        }
    }
}

fn hay(number: u32) -> HashMap<String, AttributeValue> {
    item([
        ("owner", s("ada")),
        ("number", n(number)),
        ("color", s("red")),
        ("shape", s("round")),
        ("size", n(1)),
        ("rank", n(if number == HAY - 10 { 7 } else { 1 })),
        ("note", s("")),
    ])
}
