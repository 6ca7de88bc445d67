//! Every acknowledged write survives a kill.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{Put, TransactWriteItem};
use dynamo_core::backend::embedded::Engine;

use crate::fixtures::{Item, create, id, s};
use crate::folder::Folder;
use crate::opening::child;

const WRITER: &str = "DYNAMO_CORE_TEST_WRITE";
const KILLS: usize = 20;
const WRITES: usize = 200;
const TASKS: u32 = 8;
/// A child that has said nothing for this long is stuck.
const STUCK: Duration = Duration::from_secs(60);

/// The item's contents follow from its key, so that half of one would be seen.
fn note(run: &str, number: u64) -> Item {
    let mut item = id(run, u32::try_from(number).unwrap());
    item.insert("color".to_owned(), s(if number.is_multiple_of(2) { "red" } else { "blue" }));
    item.insert("text".to_owned(), s(format!("{run} {number} ").repeat(20)));
    item
}

/// Even numbers are written alone; every multiple of 8 together with the odd number after it.
async fn write(client: &Client, run: &str, number: u64) {
    if !number.is_multiple_of(8) {
        client.put_item().table_name("parts").set_item(Some(note(run, number))).send().await.unwrap();
        return;
    }
    let pair = [number, number + 1].map(|number| {
        let put = Put::builder().table_name("parts").set_item(Some(note(run, number))).build().unwrap();
        TransactWriteItem::builder().put(put).build()
    });
    client.transact_write_items().set_transact_items(Some(pair.into())).send().await.unwrap();
}

async fn write_on(client: Client, run: Arc<String>, next: Arc<AtomicU64>) {
    loop {
        let number = next.fetch_add(2, Ordering::Relaxed);
        write(&client, &run, number).await;
        let mut out = std::io::stdout().lock();
        writeln!(out, "wrote {run} {number}").unwrap();
        out.flush().unwrap();
    }
}

/// Not a test by itself: writes until it is killed.
#[test]
fn writer() {
    let Some(path) = std::env::var_os(WRITER) else { return };
    let run = Arc::new(format!("run-{}", std::process::id()));
    println!();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let client = Engine::file(path).unwrap().client();
        let next = Arc::new(AtomicU64::new(0));
        let tasks: Vec<_> =
            (0..TASKS).map(|_| tokio::spawn(write_on(client.clone(), run.clone(), next.clone()))).collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
}

/// Lets a child write, kills it, and returns what it said was written.
fn round(path: &Path) -> Vec<(String, u64)> {
    let mut writer = child("crash::writer", WRITER, path);
    let out = BufReader::new(writer.stdout.take().unwrap());
    let (sender, lines) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        for line in out.lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    let mut written = Vec::new();
    while written.len() < WRITES {
        let line = lines.recv_timeout(STUCK).expect("the child writes");
        written.extend(acknowledged(&line));
    }
    std::thread::sleep(Duration::from_micros(RandomState::new().hash_one(0) % 20_000));
    writer.kill().unwrap();
    writer.wait().unwrap();
    reader.join().unwrap();
    written.extend(lines.iter().filter_map(|line| acknowledged(&line)));
    written
}

fn acknowledged(line: &str) -> Option<(String, u64)> {
    let (run, number) = line.strip_prefix("wrote ")?.split_once(' ')?;
    Some((run.to_owned(), number.parse().ok()?))
}

/// All keys, after each item has been looked at.
async fn stored(client: &Client) -> BTreeSet<(String, u64)> {
    let mut keys = BTreeSet::new();
    let mut pages = client.scan().table_name("parts").into_paginator().items().send();
    while let Some(item) = pages.next().await {
        let item = item.unwrap();
        let (run, number) = (item["kind"].as_s().unwrap(), item["number"].as_n().unwrap().parse().unwrap());
        assert_eq!(item, note(run, number));
        keys.insert((run.clone(), number));
    }
    keys
}

#[test]
fn what_was_acknowledged_survives_twenty_kills() {
    let begin = Instant::now();
    let folder = Folder::new();
    let path = folder.file("a.db");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { create(&Engine::file(&path).unwrap().client(), "parts").send().await.unwrap() });
    let mut written = Vec::new();
    for _ in 0..KILLS {
        let new = round(&path);
        assert!(new.len() >= WRITES);
        written.extend(new);
        let stored = runtime.block_on(async { stored(&Engine::file(&path).unwrap().client()).await });
        for (run, number) in &written {
            assert!(stored.contains(&(run.clone(), *number)), "{run} {number} was acknowledged and is gone");
        }
        for (run, number) in &stored {
            let twin = if number.is_multiple_of(2) { number + 1 } else { number - 1 };
            let both = stored.contains(&(run.clone(), twin));
            assert_eq!(both, number / 2 % 4 == 0, "{run} {number}: half of a transaction");
        }
    }
    println!("{KILLS} kills, {} acknowledged writes, {:?}", written.len(), begin.elapsed());
}
