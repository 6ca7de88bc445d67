//! A table that moves: from one engine to another and back, with every attribute as it is, and looked at afterwards.
//!
//! ```sh
//! cargo run --features postgres --example move_backend                        # memory, a file (or $DATABASE_URL), memory
//! cargo run --features postgres --example move_backend shop.db postgres://app@localhost/app
//! cargo run --features postgres --example move_backend postgres://app@localhost/app shop.db
//! ```

use std::collections::HashSet;
use std::path::PathBuf;

use dynamo_core::backend::postgres::deadpool_postgres::{Config, Runtime};
use dynamo_core::backend::postgres::tokio_postgres::NoTls;
use dynamo_core::prelude::*;
use dynamo_core::value::{AttributeValue, Bytes, Number};
use indicatif::{ProgressBar, ProgressStyle};

const ITEMS: u32 = if cfg!(debug_assertions) { 2_000 } else { 50_000 };
/// How many items are written, and compared, at a time.
const CHUNK: usize = 500;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What the program stores.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_status, pk = status, sk = total)]
struct Order {
    #[pk]
    customer: String,
    #[sk]
    number: u32,
    status: Option<String>,
    total: Number,
    tags: HashSet<String>,
    signature: Bytes,
    #[version]
    rev: u64,
    #[dynamo(flatten)]
    rest: Item,
}

/// The same items as they are moved: the key, and whatever else there is. No version is counted up, and nothing is upgraded.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "orders")]
struct Row {
    #[pk]
    customer: String,
    #[sk]
    number: u32,
    #[dynamo(flatten)]
    rest: Item,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let places: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    match places.as_slice() {
        [from, to] => {
            let (from, to) = (open(from, "").await?, open(to, "").await?);
            to.ensure_table::<Order>().await?;
            moved(&from, &to).await
        }
        _ => there_and_back().await,
    }
}

/// Fills a table in memory, moves it elsewhere, and from there to another memory.
async fn there_and_back() -> Result<(), Failure> {
    let first = Db::embedded()?;
    first.create_table::<Order>().await?;
    for number in 0..ITEMS {
        first.put(&order(number)).await?;
    }

    let file = std::env::temp_dir().join(format!("move_backend-{}.db", std::process::id()));
    let servers = ["DATABASE_URL", "DYNAMO_TEST_POSTGRES"].into_iter().find_map(|name| std::env::var(name).ok());
    let elsewhere = servers.unwrap_or_else(|| file.display().to_string());
    // Its tables have a prefix of their own, and are deleted in the end.
    let other = open(&elsewhere, &format!("move-{}-", std::process::id())).await?;
    other.create_table::<Order>().await?;
    let there = moved(&first, &other).await;

    let last = Db::embedded()?;
    last.create_table::<Order>().await?;
    let back = moved(&other, &last).await;
    other.delete_table::<Order>(other.table_name::<Order>()).await?;
    drop(other);
    for end in ["", "-wal", "-shm", ".lock"] {
        drop(std::fs::remove_file(PathBuf::from(format!("{}{end}", file.display()))));
    }
    there.and(back)
}

fn order(number: u32) -> Order {
    let unknown = AttributeValue::L(vec![AttributeValue::Bool(true), AttributeValue::Null(true)]);
    Order {
        customer: format!("customer {}", number % 97),
        number,
        status: number.is_multiple_of(3).then(|| "paid".to_owned()),
        total: format!("{number}.{:02}", number % 100).parse().unwrap_or_default(),
        tags: [format!("tag {}", number % 5), "all".to_owned()].into(),
        signature: number.to_be_bytes().to_vec().into(),
        rev: 0,
        rest: Item::from([("of another program".to_owned(), unknown)]),
    }
}

/// An engine by its address: a URL of PostgreSQL, `aws`, or the path of a file.
async fn open(address: &str, prefix: &str) -> Result<Db, Failure> {
    let builder = Db::builder().table_prefix(prefix);
    if address.starts_with("postgres") {
        let config = Config { url: Some(address.to_owned()), ..Config::default() };
        return Ok(builder.postgres(config.create_pool(Some(Runtime::Tokio1), NoTls)?));
    }
    match address {
        #[cfg(feature = "aws")]
        "aws" => Ok(builder.from_env().await),
        path => Ok(builder.embedded_at(path)?),
    }
}

/// Copies all items, and compares what is there then with what was meant. Nobody should write meanwhile.
async fn moved(from: &Db, to: &Db) -> Result<(), Failure> {
    let count = from.scan::<Row>().count().await?;
    let shown = bar(count);
    let mut rows = from.scan::<Row>().segments(4).stream();
    let mut chunk = Vec::new();
    while let Some(row) = rows.next().await {
        chunk.push(row?);
        if chunk.len() == CHUNK {
            to.batch_write().put_all(&chunk).await?;
            shown.inc(CHUNK as u64);
            chunk.clear();
        }
    }
    to.batch_write().put_all(&chunk).await?;
    shown.finish_and_clear();

    let mut orders = from.scan::<Order>().stream();
    let (mut compared, mut chunk) = (0, Vec::new());
    while let Some(order) = orders.next().await {
        chunk.push(order?);
        if chunk.len() == CHUNK {
            compared += compare(&chunk, to).await?;
            chunk.clear();
        }
    }
    compared += compare(&chunk, to).await?;
    let found = to.scan::<Row>().count().await?;
    if (compared, found) != (count, count) {
        return Err(format!("{count} items were to be moved, {compared} were compared, and {found} are there").into());
    }
    let (here, there) = (from.capabilities().backend, to.capabilities().backend);
    println!("{here} -> {there}: {count} items moved, all of them as they were");
    Ok(())
}

async fn compare(orders: &[Order], to: &Db) -> Result<u64, Failure> {
    let found: Vec<Option<Order>> = to.batch_get(orders.iter().map(Table::primary_key).collect::<Vec<_>>()).await?;
    for (order, found) in orders.iter().zip(found) {
        if found.as_ref() != Some(order) {
            return Err(format!("{order:?} has become {found:?}").into());
        }
    }
    Ok(orders.len() as u64)
}

fn bar(items: u64) -> ProgressBar {
    let bar = ProgressBar::new(items);
    match ProgressStyle::with_template("{bar:40} {pos}/{len} ({eta} left)") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
