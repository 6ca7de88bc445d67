//! A table of 50,000 items of an older schema version, upgraded while another task keeps writing to it:
//! `cargo run --release --example upgrade`. Without optimization a request takes ten times as long, so that there it has 3,000.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use dynamo_core::output::{TableProgress, Upgraded};
use dynamo_core::prelude::*;
use dynamo_core::value::AttributeValue;
use indicatif::{ProgressBar, ProgressStyle};

const ITEMS: u32 = if cfg!(debug_assertions) { 3_000 } else { 50_000 };

/// What version 1 of the program stored: it is still how the items are written below.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "stories")]
struct StoryOfOld {
    #[pk]
    id: u32,
    name: String,
    counter: u32,
    views: u32,
}

/// What version 2 stores: the name has become a title, and the counter is counted up, so that a second time would be seen.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "stories")]
struct Story {
    #[pk]
    id: u32,
    title: String,
    counter: u32,
    views: u32,
    #[schema_version(2, upgrade(1 => name_is_title))]
    version: u32,
}

fn name_is_title(mut item: Item) -> Result<Item> {
    let lacks = |what| Error::invalid_request(format!("there is no {what}"));
    let name = item.remove("name").ok_or_else(|| lacks("name"))?;
    let counter = item.get_mut("counter").ok_or_else(|| lacks("counter"))?;
    let counted = counter.as_n().ok().and_then(|count| count.parse::<u32>().ok()).ok_or_else(|| lacks("number"))? + 1;
    *counter = AttributeValue::N(counted.to_string());
    item.insert("title".to_owned(), name);
    Ok(item)
}

#[tokio::main]
async fn main() -> Result<()> {
    let db = Db::embedded()?;
    db.create_table::<Story>().await?;
    let old = |id| StoryOfOld { id, name: format!("story {id}"), counter: 0, views: 0 };
    db.batch_write().put_all(&(0..ITEMS).map(old).collect::<Vec<_>>()).await?;
    println!("{ITEMS} items of version 1");

    let done = Arc::new(AtomicBool::new(false));
    let writer = tokio::spawn(keep_writing(db.clone(), Arc::clone(&done)));

    let shown = Shown::new();
    let totals = db.upgrade_all::<Story>().segments(4).page_size(100).on_progress(move |p| shown.show(&p)).await?;
    done.store(true, Ordering::Relaxed);
    let written = writer.await.expect("the writer does not panic")?;
    println!("upgraded        {}, and the writer {} before it came to them", totals.upgraded, totals.current);
    println!("conflicts       {}: somebody else was faster, and the item was looked at again", totals.conflicts);
    assert_eq!(totals.upgraded + totals.current, u64::from(ITEMS));

    let (mut views, mut items) = (0, 0);
    let mut stories = db.scan::<Story>().segments(4).stream();
    while let Some(story) = stories.next().await {
        let story = story?;
        assert_eq!((story.counter, &*story.title), (1, &*format!("story {}", story.id)), "upgraded once");
        (views, items) = (views + story.views, items + 1);
    }
    assert_eq!((items, views), (ITEMS, written), "no write is lost");
    println!("checked         {items} items are upgraded once, and {views} views are all there");
    Ok(())
}

/// Counts views, as the program does that is running meanwhile. An older item that it meets is upgraded first.
async fn keep_writing(db: Db, done: Arc<AtomicBool>) -> Result<u32> {
    let mut written = 0_u32;
    while !done.load(Ordering::Relaxed) {
        let id = written.wrapping_mul(7919) % ITEMS;
        db.update(Story::key(id)).set(|s| s.views().increment(1)).await?;
        written += 1;
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    Ok(written)
}

/// A bar where there is a terminal, and a line for each tenth where there is none.
struct Shown {
    bar: ProgressBar,
    tenths: std::cell::Cell<u64>,
}

impl Shown {
    fn new() -> Self {
        let bar = ProgressBar::new(ITEMS.into());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg} ({eta} left)") {
            bar.set_style(style);
        }
        Self { bar, tenths: std::cell::Cell::new(0) }
    }

    fn show(&self, progress: &TableProgress<Upgraded>) {
        let totals = progress.totals;
        let done = totals.upgraded + totals.current;
        self.bar.set_position(done);
        self.bar.set_message(format!("upgraded {}, conflicts {}", totals.upgraded, totals.conflicts));
        let tenths = done * 10 / u64::from(ITEMS);
        if !std::io::stderr().is_terminal() && tenths > self.tenths.replace(tenths) {
            println!("done            {done} of {ITEMS}, conflicts {}", totals.conflicts);
        }
    }
}
