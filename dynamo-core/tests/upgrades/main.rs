//! A program that upgrades a table is killed, again and again, while it writes to the table as well: every item is upgraded once, and no write
//! that was acknowledged is lost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]

mod faults;
#[path = "../folder/mod.rs"]
mod folder;
mod killed;
#[path = "../local/mod.rs"]
mod local;
mod place;
mod program;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::prelude::*;

/// Of version 2: the step counts, so that one too many would be seen.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "counters")]
struct Counter {
    #[pk]
    id: u64,
    counter: u32,
    /// What the new program counts up.
    other: u32,
    beside: u32,
    /// What an old one does.
    theirs: u32,
    text: String,
    #[schema_version(2, upgrade(1 => counted))]
    layout: u32,
}

fn counted(mut item: Item) -> Result<Item> {
    let count = item.get("counter").and_then(|count| count.as_n().ok()?.parse::<u32>().ok());
    let count = count.ok_or_else(|| Error::invalid_request("there is no counter"))?;
    item.insert("counter".to_owned(), number(count + 1));
    Ok(item)
}

fn number(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

/// As version 1 wrote it.
fn old(id: u64) -> Item {
    let numbers = [("id", id), ("counter", 0), ("other", 0), ("beside", 0), ("theirs", 0)];
    let mut item: Item = numbers.into_iter().map(|(name, value)| (name.to_owned(), number(value))).collect();
    item.insert("text".to_owned(), AttributeValue::S(format!("item {id} ").repeat(10)));
    item
}
