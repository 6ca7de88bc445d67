use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use dynamo_core::output::Checkpoint;
use dynamo_core::prelude::*;
use tokio::runtime::Runtime;

use crate::place::Place;
use crate::program::{ITEMS, PROGRAM, Told, WRITERS};
use crate::{Counter, number, old};

const KILLS: u64 = 3;
/// After so many pages it is killed; the table has 60 and more.
const PAGES: usize = 8;
/// A program that has said nothing for this long is stuck.
const STUCK: Duration = Duration::from_secs(60);

/// What the program said was done, by what it was and to which item.
type Acknowledged = BTreeMap<(String, u64), u64>;

#[test]
fn on_a_file() {
    let (place, _folder) = Place::file();
    killed(&place, "");
}

#[test]
fn on_dynamodb_local() {
    if let Some(place) = Place::local() {
        killed(&place, &format!("killed-{}-", std::process::id()));
    }
}

fn killed(place: &Place, prefix: &str) {
    let begin = Instant::now();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    prepare(&runtime, place, prefix);
    let (mut acknowledged, mut checkpoint) = (Acknowledged::new(), None);
    for run in 1..=KILLS {
        checkpoint = Some(round(place, prefix, run, checkpoint, &mut acknowledged));
    }
    runtime.block_on(async {
        let db = place.open(prefix);
        let rest = db.upgrade_all::<Counter>().resume(checkpoint).segments(2).await.unwrap();
        assert!(rest.upgraded > 0, "it was killed in the middle: {rest:?}");
        assert_eq!(older(&db).await, 0, "the checkpoints left some out");
        // Behind the checkpoint an old program has written.
        let done = db.upgrade_all::<Counter>().segments(4).await.unwrap();
        let all = db.scan::<Counter>().consistent().all().await.unwrap();
        assert_eq!(done.looked_at, all.len() as u64);
        check(&all, &acknowledged);
        println!("{KILLS} kills, {} acknowledged writes, {:?}", acknowledged.values().sum::<u64>(), begin.elapsed());
        if !prefix.is_empty() {
            db.sdk().unwrap().delete_table().table_name(db.table_name::<Counter>()).send().await.unwrap();
        }
    });
}

/// The table with its items, all of the old shape.
fn prepare(runtime: &Runtime, place: &Place, prefix: &str) {
    runtime.block_on(async {
        let db = place.open(prefix);
        db.create_table::<Counter>().await.unwrap();
        let (client, table) = (db.sdk().unwrap().clone(), db.table_name::<Counter>());
        for chunk in (0..ITEMS).collect::<Vec<_>>().chunks(25) {
            let put = |id: &u64| {
                let put = aws_sdk_dynamodb::types::PutRequest::builder().set_item(Some(old(*id))).build().unwrap();
                aws_sdk_dynamodb::types::WriteRequest::builder().put_request(put).build()
            };
            let batch = client.batch_write_item().request_items(&table, chunk.iter().map(put).collect());
            assert!(batch.send().await.unwrap().unprocessed_items.unwrap_or_default().is_empty());
        }
    });
}

/// Lets the program work, kills it in the middle, and says how far it was.
fn round(
    place: &Place,
    prefix: &str,
    run: u64,
    checkpoint: Option<Checkpoint>,
    acknowledged: &mut Acknowledged,
) -> Checkpoint {
    let told = Told { place: place.0.clone(), prefix: prefix.to_owned(), run, checkpoint };
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["program::program", "--exact", "--nocapture"]).env(PROGRAM, serde_json::to_string(&told).unwrap());
    let mut program = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
    let out = BufReader::new(program.stdout.take().unwrap());
    let (sender, lines) = mpsc::channel();
    let reader = std::thread::spawn(move || out.lines().map_while(Result::ok).for_each(|line| drop(sender.send(line))));
    let (mut pages, mut last) = (0, None);
    let mut take = |line: String, pages: &mut usize| {
        let Some((word, rest)) = line.strip_suffix(" .").and_then(|line| line.split_once(' ')) else { return };
        match word {
            "page" => {
                last = Some(serde_json::from_str(rest).unwrap());
                *pages += 1;
            }
            "done" => panic!("it was done before it was killed: {rest}"),
            _ => *acknowledged.entry((word.to_owned(), rest.parse().unwrap())).or_default() += 1,
        }
    };
    while pages < PAGES {
        take(lines.recv_timeout(STUCK).expect("the program works"), &mut pages);
    }
    program.kill().unwrap();
    program.wait().unwrap();
    reader.join().unwrap();
    lines.iter().for_each(|line| take(line, &mut pages));
    last.expect("a page was done")
}

/// How many of the items are still of the old shape that were there at the beginning.
async fn older(db: &Db) -> i32 {
    let scan = db.sdk().unwrap().scan().table_name(db.table_name::<Counter>()).consistent_read(true);
    let scan = scan.filter_expression("attribute_not_exists(layout) AND id < :items");
    let mut pages = scan.expression_attribute_values(":items", number(ITEMS)).into_paginator().send();
    let mut count = 0;
    while let Some(page) = pages.next().await {
        count += page.unwrap().count;
    }
    count
}

/// Every counter is 1, and all that was acknowledged is there; beside it, what was on its way when the program was killed.
fn check(all: &[Counter], acknowledged: &Acknowledged) {
    for item in all {
        assert_eq!((item.counter, item.layout), (1, 2), "{item:?}");
    }
    type Count = fn(&Counter) -> u32;
    let counts: [(&str, Count); 3] = [("other", |c| c.other), ("beside", |c| c.beside), ("theirs", |c| c.theirs)];
    for (name, count) in counts {
        let (mut found, mut told) = (0, 0);
        for item in all {
            let of_item = acknowledged.get(&(name.to_owned(), item.id)).copied().unwrap_or(0);
            assert!(u64::from(count(item)) >= of_item, "{of_item} of {name} were acknowledged: {item:?}");
            (found, told) = (found + u64::from(count(item)), told + of_item);
        }
        assert!(told > 0, "nobody wrote {name}");
        assert!(found <= told + KILLS * WRITERS, "{name}: {found} found, {told} acknowledged");
    }
    let put: Vec<_> = acknowledged.keys().filter(|(word, _)| word == "put").map(|(_, id)| *id).collect();
    assert!(!put.is_empty(), "nobody wrote items of the old shape");
    for id in (0..ITEMS).chain(put) {
        assert!(all.iter().any(|item| item.id == id), "{id} is not there");
    }
}
