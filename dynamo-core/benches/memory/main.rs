//! A table is streamed, in pages of a megabyte, and the most memory that took is printed: `cargo xtask bench --memory` runs this program
//! with a short table and with a long one. What is read must not be kept.
//!
//! ```text
//! memory <items>    prints the peak of resident memory, in bytes
//! ```

#[path = "../../tests/canned/mod.rs"]
mod canned;

use std::error::Error;
use std::process::ExitCode;

use aws_sdk_dynamodb::Client;
use canned::Canned;
use canned::order::{Order, order, page};
use dynamo_core::Db;

/// About a megabyte.
const ROWS_OF_A_PAGE: usize = 1_700;

fn main() -> ExitCode {
    let items = std::env::args().nth(1).and_then(|items| items.parse().ok());
    // What `cargo bench` itself passes is no number.
    let Some(items) = items else { return ExitCode::SUCCESS };
    match peak(items) {
        Ok(bytes) => {
            println!("{bytes}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("memory: {error}");
            ExitCode::FAILURE
        }
    }
}

fn peak(items: usize) -> Result<u64, Box<dyn Error>> {
    tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(streamed(items))?;
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM in /proc/self/status")?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes * 1024)
}

/// Every page but the last says where the next one begins.
async fn streamed(items: usize) -> Result<(), Box<dyn Error>> {
    let pages = items.div_ceil(ROWS_OF_A_PAGE);
    let last = page(items - (pages - 1) * ROWS_OF_A_PAGE);
    let full = page(ROWS_OF_A_PAGE);
    let next = r#","LastEvaluatedKey":{"user_id":{"S":"user-0000004711"},"order_id":{"S":"order-2024-001699"}}}"#;
    let more = format!("{}{next}", full.trim_end_matches('}'));
    let client = Client::from_conf(Canned::repeated(more, pages - 1, last).config().build());
    let db = Db::from_client(client);
    let mut rows = db.query(Order::partition(order().user_id)).stream();
    let mut count = 0;
    while let Some(row) = rows.next().await {
        row?;
        count += 1;
    }
    if count == items { Ok(()) } else { Err(format!("{count} rows came, and not {items}").into()) }
}
