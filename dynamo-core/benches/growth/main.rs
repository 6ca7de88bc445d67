//! The same work for few items and for many: `cargo xtask bench --growth` runs this program with different numbers, and neither the time
//! nor the memory of one item may grow with them.
//!
//! ```text
//! growth <work> <items> [segments]   prints the nanoseconds of one item and the peak of resident memory, in bytes
//! ```

#[path = "../../tests/canned/mod.rs"]
mod canned;

use std::error::Error;
use std::process::ExitCode;

use aws_sdk_dynamodb::Client;
use canned::Canned;
use canned::order::{Order, order, orders, page};
use dynamo_core::Db;

/// Less than a megabyte.
const ROWS_OF_A_PAGE: usize = 1_000;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        // What `cargo bench` itself passes.
        [] | ["--bench"] => return ExitCode::SUCCESS,
        [work, items] => measured(work, items, "1"),
        [work, items, segments] => measured(work, items, segments),
        _ => Err("expected `<work> <items> [segments]`".into()),
    };
    match done {
        Ok((nanoseconds, bytes)) => {
            println!("{nanoseconds} {bytes}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("growth: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measured(work: &str, items: &str, segments: &str) -> Outcome<(u64, u64)> {
    let (items, segments) = (items.parse()?, segments.parse()?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    // What is done for the first calls only.
    runtime.block_on(done(work, ROWS_OF_A_PAGE, 1))?;
    let before = processor_time()?;
    runtime.block_on(done(work, items, segments))?;
    let spent = processor_time()? - before;
    Ok((spent / u64::try_from(items)?, peak()?))
}

async fn done(work: &str, items: usize, segments: usize) -> Outcome {
    let count = match work {
        "query" => {
            let mut rows = reading(items, 1).query(Order::partition(order().user_id)).stream();
            counted(async || rows.next().await).await?
        }
        "scan" => {
            let mut rows = reading(items, segments).scan::<Order>().segments(u32::try_from(segments)?).stream();
            counted(async || rows.next().await).await?
        }
        "batch-write" => {
            let client = Client::from_conf(Canned::reply(r#"{"UnprocessedItems":{}}"#).config().build());
            Db::from_client(client).batch_write().put_all(&orders(items)).await?;
            items
        }
        _ => return Err("no such work".into()),
    };
    if count == items { Ok(()) } else { Err(format!("{count} rows came, and not {items}").into()) }
}

async fn counted<T>(mut next: impl AsyncFnMut() -> Option<dynamo_core::Result<T>>) -> Outcome<usize> {
    let mut count = 0;
    while let Some(row) = next().await {
        row?;
        count += 1;
    }
    Ok(count)
}

/// So many items, in full pages. Every page but the last of each segment says where the next one begins, whichever segment asks for it.
fn reading(items: usize, segments: usize) -> Db {
    let last = page(ROWS_OF_A_PAGE);
    let next = r#","LastEvaluatedKey":{"user_id":{"S":"user-0000004711"},"order_id":{"S":"order-2024-000999"}}}"#;
    let more = format!("{}{next}", last.trim_end_matches('}'));
    let before_the_last = items / ROWS_OF_A_PAGE - segments;
    Db::from_client(Client::from_conf(Canned::repeated(more, before_the_last, last).config().build()))
}

/// Of the only thread, in nanoseconds.
fn processor_time() -> Outcome<u64> {
    // It is brought up to date when the thread gives way.
    std::thread::sleep(std::time::Duration::from_millis(1));
    let text = std::fs::read_to_string("/proc/self/schedstat")?;
    match text.split_whitespace().next().ok_or("nothing in /proc/self/schedstat")?.parse()? {
        0 => Err("this kernel counts no time in /proc/self/schedstat".into()),
        nanoseconds => Ok(nanoseconds),
    }
}

fn peak() -> Outcome<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM in /proc/self/status")?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes * 1024)
}
