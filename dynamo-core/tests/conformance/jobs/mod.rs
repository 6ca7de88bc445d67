//! What is done to all items of a table: upgrades, and the deletion of what has expired.

mod before;
mod meanwhile;
mod resumed;
mod shapes;
mod swept;
mod upgraded;
mod writers;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::stored::{item, n, s};
pub(crate) use before::{before, failing};

pub(crate) fn cases() -> Vec<Case> {
    let topics =
        [upgraded::cases(), shapes::cases(), meanwhile::cases(), resumed::cases(), writers::cases(), swept::cases()];
    topics.into_iter().flatten().collect()
}

/// Of version 3: the first step counts, so that one too many would be seen, and the second one renames.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "counters")]
struct Counter {
    #[pk]
    part: u32,
    #[sk]
    id: u32,
    counter: u32,
    note: String,
    other: u32,
    #[schema_version(3, upgrade(1 => counted, 2 => renamed))]
    layout: u32,
}

fn counted(mut item: Item) -> Result<Item> {
    let count = item.get("counter").and_then(|count| count.as_n().ok()?.parse::<u32>().ok()).unwrap_or(0);
    if count == 99 {
        return Err(Error::invalid_request("this step fails"));
    }
    item.insert("counter".to_owned(), n(count + 1));
    Ok(item)
}

#[allow(clippy::unnecessary_wraps, reason = "a step may fail")]
fn renamed(mut item: Item) -> Result<Item> {
    if let Some(text) = item.remove("text") {
        item.insert("note".to_owned(), text);
    }
    Ok(item)
}

/// Of a fingerprint.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "shapes")]
struct Shape {
    #[pk]
    id: u32,
    counter: u32,
    note: Option<String>,
    #[schema_version]
    shape: Option<String>,
}

fn shape(id: u32, counter: u32, shape: Option<&str>) -> Item {
    let mut item = item([("id", n(id)), ("counter", n(counter)), ("theirs", s("kept"))]);
    item.extend(shape.map(|shape| ("shape".to_owned(), s(shape))));
    item
}

async fn shapes(bench: &Bench, items: impl IntoIterator<Item = Item>) -> Db {
    let db = bench.with::<Shape>().await;
    bench.raw.write_all(&db.table_name::<Shape>(), items).await;
    db.clone()
}

/// So many items are in each partition.
const PER_PART: u32 = 7;

/// As version 1 wrote it.
fn old(id: u32) -> Item {
    item([
        ("part", n(id / PER_PART)),
        ("id", n(id)),
        ("counter", n(0)),
        ("text", s(&format!("note {id}"))),
        ("other", n(0)),
        ("theirs", n(id)),
    ])
}

/// The same, upgraded.
fn new(id: u32) -> Item {
    let mut item = old(id);
    let text = item.remove("text").expect("the text");
    item.extend([("note".to_owned(), text), ("counter".to_owned(), n(1)), ("layout".to_owned(), n(3))]);
    item
}

fn with(mut item: Item, name: &str, value: AttributeValue) -> Item {
    item.insert(name.to_owned(), value);
    item
}

fn key(id: u32) -> Key<Counter> {
    Counter::key(id / PER_PART, id)
}

/// The table with these items.
async fn given(bench: &Bench, items: impl IntoIterator<Item = Item>) -> Db {
    let db = bench.with::<Counter>().await;
    bench.raw.write_all(&db.table_name::<Counter>(), items).await;
    db.clone()
}

/// What is stored, by number.
async fn stored(bench: &Bench) -> Vec<Item> {
    let mut items = bench.raw.items(&bench.db.table_name::<Counter>()).await;
    items.sort_by_key(id);
    items
}

fn id(item: &Item) -> u32 {
    item["id"].as_n().expect("a number").parse().expect("an id")
}
