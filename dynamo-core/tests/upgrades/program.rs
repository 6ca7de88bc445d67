//! The program that is killed: it upgrades the table, and writes to it all the time.

use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};

use aws_sdk_dynamodb::Client;
use dynamo_core::output::Checkpoint;
use dynamo_core::prelude::*;
use serde::{Deserialize, Serialize};

use crate::place::Place;
use crate::{Counter, number, old};

/// What the program is told: in this variable, as JSON.
pub(crate) const PROGRAM: &str = "DYNAMO_CORE_TEST_UPGRADE";
/// How many items there are at the beginning.
pub(crate) const ITEMS: u64 = 1200;
/// How many writers it has.
pub(crate) const WRITERS: u64 = 4;

#[derive(Serialize, Deserialize)]
pub(crate) struct Told {
    pub(crate) place: String,
    pub(crate) prefix: String,
    /// Counted from 1, for keys of its own.
    pub(crate) run: u64,
    pub(crate) checkpoint: Option<Checkpoint>,
}

/// One line, written at once; without its end it does not count.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{line} .\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// Not a test by itself: upgrades and writes until it is killed.
#[test]
fn program() {
    let Ok(told) = std::env::var(PROGRAM) else { return };
    let told: Told = serde_json::from_str(&told).unwrap();
    println!();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let db = Place(told.place).open(&told.prefix);
        for writer in 0..WRITERS {
            tokio::spawn(write_on(db.clone(), told.run, writer));
        }
        let upgrade = db.upgrade_all::<Counter>().segments(2).page_size(20).concurrency(6).resume(told.checkpoint);
        let upgrade = upgrade.on_progress(|p| say(&format!("page {}", serde_json::to_string(&p.checkpoint).unwrap())));
        let done = upgrade.await.unwrap();
        say(&format!("done {done:?}"));
        std::future::pending::<()>().await;
    });
}

async fn write_on(db: Db, run: u64, writer: u64) {
    static SEED: AtomicU64 = AtomicU64::new(0);
    let client = db.sdk().unwrap().clone();
    let table = db.table_name::<Counter>();
    for write in 0.. {
        let seed = SEED.fetch_add(1, Ordering::Relaxed).wrapping_add(run << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let id = (seed >> 33) % ITEMS;
        match seed >> 62 {
            0 => {
                db.update(Counter::key(id)).set(|c| c.other().increment(1)).await.unwrap();
                say(&format!("other {id}"));
            }
            1 => {
                db.update(Counter::key(id)).set(|c| c.beside().increment(1)).await.unwrap();
                say(&format!("beside {id}"));
            }
            2 => {
                count_up(&client, &table, id).await;
                say(&format!("theirs {id}"));
            }
            _ => {
                let id = run * 10_000_000 + writer * 1_000_000 + write;
                client.put_item().table_name(&table).set_item(Some(old(id))).send().await.unwrap();
                say(&format!("put {id}"));
            }
        }
    }
}

/// As a program does it that knows of no versions.
async fn count_up(client: &Client, table: &str, id: u64) {
    let call = client.update_item().table_name(table).key("id", number(id)).update_expression("ADD theirs :one");
    call.expression_attribute_values(":one", number(1)).send().await.unwrap();
}
