//! One row among many.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::things::Thing;
use crate::bench::Bench;
use crate::case::Case;
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
    bench.raw.write_all(&bench.db.table_name::<Thing>(), (0..HAY).map(hay)).await;
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
