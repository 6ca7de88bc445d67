//! Changes as they come out of a table's stream.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::backend::{BoxFuture, Feature};
use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;
use dynamo_core::schema::StreamView;
use dynamo_core::stream::{Change, ChangeKind, Changes, Checkpoint, ReadChanges};
use dynamo_core::table::Streamed;
use tokio::task::JoinSet;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Profile, Sample, Story};
use crate::stored::n;

/// Every kind of value, under a key of both parts.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "parts")]
struct Part {
    #[pk]
    shelf: Bytes,
    #[sk]
    number: u64,
    name: Option<String>,
    colors: BTreeSet<String>,
    sizes: BTreeSet<u32>,
    photos: BTreeSet<Bytes>,
    plan: Bytes,
    lines: Vec<BTreeMap<String, bool>>,
}

/// What is counted up by many at once.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "ticks")]
struct Tick {
    #[pk]
    clock: String,
    count: u32,
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum App {
    Story(Story),
    Profile(Profile),
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum Known {
    Profile(Profile),
    #[entities(other)]
    Other(Item),
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum Only {
    Profile(Profile),
}

variants! {
    Streams {
        KeysOnly,
        NewImage,
        OldImage,
        NewAndOldImages,
        PatternKey,
        OtherKinds,
        Entities,
        EntitiesByKey,
        OtherEntities,
        OlderIsUpgraded,
        NewerIsRefused,
        Undecodable,
        Batches,
        NoStream,
        NoTable,
        OtherStream,
        FromLatest,
        LatestCheckpoint,
        Resumed,
        GivenUp,
        OneByOne,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let cases = Streams::ALL.iter().map(|of| Case::new(format!("stream: {of:?}"), run(*of)).needs(&[Feature::Streams]));
    let many = Case::new("stream: ten thousand changes of eight tasks, with a restart", ten_thousand);
    cases.chain([many.needs(&[Feature::Streams]).long()]).collect()
}

fn run(of: Streams) -> impl FnOnce(Bench) -> BoxFuture<'static, ()> + Send {
    move |bench| match of {
        Streams::KeysOnly => Box::pin(view(bench, StreamView::KeysOnly)),
        Streams::NewImage => Box::pin(view(bench, StreamView::NewImage)),
        Streams::OldImage => Box::pin(view(bench, StreamView::OldImage)),
        Streams::NewAndOldImages => Box::pin(view(bench, StreamView::NewAndOldImages)),
        Streams::PatternKey => Box::pin(pattern_key(bench)),
        Streams::OtherKinds => Box::pin(other_kinds(bench)),
        Streams::Entities => Box::pin(entities(bench)),
        Streams::EntitiesByKey => Box::pin(entities_by_key(bench)),
        Streams::OtherEntities => Box::pin(other_entities(bench)),
        Streams::OlderIsUpgraded => Box::pin(older_is_upgraded(bench)),
        Streams::NewerIsRefused => Box::pin(newer_is_refused(bench)),
        Streams::Undecodable => Box::pin(undecodable(bench)),
        Streams::Batches => Box::pin(batches(bench)),
        Streams::NoStream => Box::pin(no_stream(bench)),
        Streams::NoTable => Box::pin(no_table(bench)),
        Streams::OtherStream => Box::pin(other_stream(bench)),
        Streams::FromLatest => Box::pin(from_latest(bench)),
        Streams::LatestCheckpoint => Box::pin(latest_checkpoint(bench)),
        Streams::Resumed => Box::pin(resumed(bench)),
        Streams::GivenUp => Box::pin(given_up(bench)),
        Streams::OneByOne => Box::pin(one_by_one(bench)),
    }
}

const BOTH: StreamView = StreamView::NewAndOldImages;

/// Reads without long pauses, up to where there is nothing more.
fn reading<T: Streamed>(db: &Db) -> ReadChanges<T> {
    db.changes::<T>().poll_every(Duration::from_millis(2)).until_caught_up()
}

async fn rest<T: Streamed>(mut changes: Changes<T>) -> Vec<Change<T>> {
    let mut all = Vec::new();
    while let Some(change) = changes.next().await.expect("a change") {
        all.push(change);
    }
    all
}

async fn all<T: Streamed>(db: &Db) -> Vec<Change<T>> {
    rest(reading::<T>(db).await.expect("a stream")).await
}

fn bytes(text: &str) -> Bytes {
    Bytes::from(text.as_bytes().to_vec())
}

fn part() -> Part {
    Part {
        shelf: bytes("\0\u{ff}"),
        number: 7,
        name: Some("bolt".into()),
        colors: ["red".into(), "blue".into()].into(),
        sizes: [1, 20, 3].into(),
        photos: [bytes("a"), bytes("\0")].into(),
        plan: bytes("plan"),
        // DynamoDB Local leaves the type out of an empty map in a list, which no client can read.
        lines: vec![[("a".to_owned(), true)].into(), [("b".to_owned(), false)].into()],
    }
}

/// An insert, a change and a removal, as a view shows them.
async fn view(bench: Bench, view: StreamView) {
    let db = bench.with_stream::<Part>(view).await;
    let (first, second) = (part(), Part { name: None, sizes: BTreeSet::new(), ..part() });
    db.create(&first).await.expect("a new item");
    db.put(&second).await.expect("a change");
    db.delete(&second).await.expect("a removal");
    let changes = all::<Part>(db).await;
    let has_old = matches!(view, StreamView::OldImage | StreamView::NewAndOldImages);
    let has_new = matches!(view, StreamView::NewImage | StreamView::NewAndOldImages);
    let told = |item: &Part, is_told: bool| is_told.then(|| item.clone());
    let expected = [
        (ChangeKind::Insert, None, told(&first, has_new)),
        (ChangeKind::Modify, told(&first, has_old), told(&second, has_new)),
        (ChangeKind::Remove, told(&second, has_old), None),
    ];
    assert_eq!(changes.len(), expected.len(), "{changes:?}");
    let mut numbers = BTreeSet::new();
    for (change, expected) in changes.into_iter().zip(expected) {
        assert_eq!(change.key, first.primary_key());
        assert_eq!(change.view, Some(view));
        assert!(change.size.is_some_and(|size| size > 0) && change.created_at.is_some(), "{change:?}");
        numbers.insert((change.event_id.expect("an id"), change.sequence_number.expect("a number")));
        assert_eq!((change.kind, change.old, change.new), expected);
    }
    assert_eq!(numbers.len(), 3);
}

/// The key is that of the type, without any image.
async fn pattern_key(bench: Bench) {
    let db = bench.with_stream::<(Story, Profile)>(StreamView::KeysOnly).await;
    let story = Story::samples().remove(2);
    db.create(&story).await.expect("a new item");
    let changes = all::<Story>(db).await;
    let keys: Vec<_> = changes.iter().map(|change| &change.key).collect();
    assert_eq!(keys, [&Story::key("ada", "12", u32::MAX)]);
}

async fn other_kinds(bench: Bench) {
    let db = bench.with_stream::<(Story, Profile)>(BOTH).await;
    let (stories, profiles) = (Story::samples(), Profile::samples());
    for story in &stories {
        db.create(story).await.expect("a new item");
    }
    for profile in &profiles {
        db.create(profile).await.expect("a new item");
    }
    let table = db.table_name::<Story>();
    bench.raw.write(&table, Item::from([("PK", "x"), ("SK", "y")].map(text))).await;
    assert_eq!(all::<Story>(db).await.len(), stories.len());
    assert_eq!(all::<Profile>(db).await.len(), profiles.len());
}

fn text((name, value): (&str, &str)) -> (String, AttributeValue) {
    (name.to_owned(), AttributeValue::S(value.to_owned()))
}

async fn entities(bench: Bench) {
    let db = bench.with_stream::<(Story, Profile)>(BOTH).await;
    let (story, profile) = (Story::samples().remove(0), Profile::samples().remove(0));
    db.create(&profile).await.expect("a new item");
    db.create(&story).await.expect("a new item");
    db.delete(&profile).await.expect("a removal");
    bench.raw.write(&db.table_name::<Story>(), Item::from([("PK", "x"), ("SK", "y")].map(text))).await;
    let changes = all::<App>(db).await;
    let [first, second, third] = changes.try_into().expect("three changes");
    assert!(matches!(&first.new, Some(App::Profile(new)) if new.primary_key() == profile.primary_key()), "{first:?}");
    assert_eq!(first.key.of::<Profile>(), Some(profile.primary_key()));
    assert_eq!(first.key.of::<Story>(), None);
    assert!(matches!(&second.new, Some(App::Story(new)) if new.title == story.title), "{second:?}");
    assert_eq!(second.key.of::<Story>(), Some(story.primary_key()));
    assert_eq!((third.kind, third.new), (ChangeKind::Remove, None));
    assert_eq!(third.old, first.new);
    let only = all::<Only>(db).await;
    assert_eq!(only.iter().map(|change| change.kind).collect::<Vec<_>>(), [ChangeKind::Insert, ChangeKind::Remove]);
}

async fn entities_by_key(bench: Bench) {
    let db = bench.with_stream::<(Story, Profile)>(StreamView::KeysOnly).await;
    db.create(&Profile::samples()[0]).await.expect("a new item");
    db.create(&Story::samples()[0]).await.expect("a new item");
    let changes = all::<App>(db).await;
    let stories = changes.iter().filter_map(|change| change.key.of::<Story>()).count();
    assert_eq!((changes.len(), stories), (2, 1));
    assert_eq!(all::<Only>(db).await.len(), 1);
    assert_eq!(all::<Known>(db).await.len(), 2, "the other variant has any key");
}

async fn other_entities(bench: Bench) {
    let db = bench.with_stream::<(Story, Profile)>(BOTH).await;
    let story = Story::samples().remove(0);
    db.create(&story).await.expect("a new item");
    db.create(&Profile::samples()[0]).await.expect("a new item");
    let [other, profile] = all::<Known>(db).await.try_into().expect("two changes");
    assert!(matches!(&other.new, Some(Known::Other(item)) if item["title"].as_s() == Ok(&story.title)), "{other:?}");
    assert!(matches!(profile.new, Some(Known::Profile(_))), "{profile:?}");
}

/// Images of version 1, and from before there were versions.
async fn older_is_upgraded(bench: Bench) {
    let db = bench.with_stream::<Story>(BOTH).await;
    let story = Story::samples().remove(0);
    for version in [None, Some(1)] {
        bench.raw.write(&db.table_name::<Story>(), story.as_of_old(version)).await;
    }
    db.put(&story).await.expect("a change");
    let changes = all::<Story>(db).await;
    let current = Some(story.clone().settled(&story));
    assert_eq!(changes.len(), 3);
    assert!(changes.iter().all(|change| change.new == current), "{changes:?}");
    assert!(changes[1..].iter().all(|change| change.old == current), "{changes:?}");
    let of_enum = all::<App>(db).await;
    assert!(of_enum.iter().all(|change| change.new == current.clone().map(App::Story)), "{of_enum:?}");
}

async fn newer_is_refused(bench: Bench) {
    let db = bench.with_stream::<Story>(BOTH).await;
    let story = Story::samples().remove(0);
    let mut newer = story.model();
    newer.insert("schema_version".to_owned(), n(3));
    bench.raw.write(&db.table_name::<Story>(), newer).await;
    let mut changes = reading::<Story>(db).await.expect("a stream");
    let error = changes.next().await.expect_err("it is of the future");
    assert_eq!(error.kind(), &ErrorKind::Outdated { found: 3, current: 2 });
    assert_eq!(error.key(), Some(&*story.primary_key().to_string()));
    assert_eq!(error.table(), Some(&*db.table_name::<Story>()));
}

/// It is an error with its path, and neither lost nor in the way of what follows.
async fn undecodable(bench: Bench) {
    let db = bench.with_stream::<Tick>(BOTH).await;
    let table = db.table_name::<Tick>();
    db.put(&Tick { clock: "a".into(), count: 1 }).await.expect("a put");
    bench.raw.write(&table, Item::from([("clock", "b"), ("count", "many")].map(text))).await;
    db.put(&Tick { clock: "c".into(), count: 3 }).await.expect("a put");
    let mut changes = reading::<Tick>(db).await.expect("a stream");
    assert_eq!(changes.next().await.expect("a change").expect("a change").new.expect("an item").count, 1);
    let error = changes.next().await.expect_err("it does not decode");
    let ErrorKind::Decode(decode) = error.kind() else { panic!("{error:?}") };
    assert_eq!((decode.path(), error.table(), error.key()), ("count", Some(&*table), Some("clock=\"b\"")));
    assert!(error.to_string().contains("in the new image of record"), "{error}");
    // Whoever stops here begins with it again.
    let mut again = reading::<Tick>(db).after(changes.checkpoint()).await.expect("a stream");
    assert!(again.next().await.expect_err("it does not decode").is_decode());
    assert_eq!(changes.next().await.expect("a change").expect("a change").new.expect("an item").count, 3);
    assert!(rest(reading::<Tick>(db).after(changes.checkpoint()).await.expect("a stream")).await.is_empty());
}

/// Batches and transactions are told item by item.
async fn batches(bench: Bench) {
    let db = bench.with_stream::<Tick>(BOTH).await;
    let ticks: Vec<_> = (0..30).map(|count| Tick { clock: format!("k{count:02}"), count }).collect();
    db.batch_write().put_all(&ticks).await.expect("a batch");
    db.transact_write().put(&Tick { count: 100, ..ticks[0].clone() }).delete(Tick::key("k01")).await.expect("both");
    let changes = all::<Tick>(db).await;
    let inserted: BTreeSet<_> =
        changes[..30].iter().map(|change| change.new.as_ref().expect("an item").count).collect();
    assert_eq!(inserted, (0..30).collect());
    let kinds: BTreeMap<_, _> = changes[30..].iter().map(|change| (change.key.to_string(), change.kind)).collect();
    let expected = [("clock=\"k00\"", ChangeKind::Modify), ("clock=\"k01\"", ChangeKind::Remove)];
    assert_eq!(kinds, expected.map(|(key, kind)| (key.to_owned(), kind)).into());
}

async fn no_stream(bench: Bench) {
    let db = bench.with::<Tick>().await;
    let error = db.changes::<Tick>().await.expect_err("there is none");
    assert!(error.is_no_stream(), "{error:?}");
    assert_eq!(error.table(), Some(&*db.table_name::<Tick>()));
    assert!(error.to_string().contains(".stream(StreamView::NewAndOldImages)"), "{error}");
}

async fn no_table(bench: Bench) {
    let error = bench.db.changes::<Tick>().await.expect_err("there is none");
    assert!(error.is_missing_table(), "{error:?}");
    let table = bench.db.table_name::<Tick>();
    let error = bench.db.changes::<Tick>().in_table(format!("{table}-2")).await.expect_err("nor here");
    assert_eq!(error.table(), Some(&*format!("{table}-2")));
}

/// A table that was deleted and created again has another stream.
async fn other_stream(bench: Bench) {
    let db = bench.with_stream::<Tick>(BOTH).await;
    db.put(&Tick { clock: "a".into(), count: 1 }).await.expect("a put");
    let mut changes = reading::<Tick>(db).await.expect("a stream");
    changes.next().await.expect("a change").expect("a change");
    let checkpoint = changes.checkpoint();
    bench.raw.clear(&bench.prefix).await;
    let db = bench.with_stream::<Tick>(BOTH).await;
    let error = reading::<Tick>(db).after(checkpoint.clone()).await.expect_err("it is of another stream");
    assert!(error.is_invalid_cursor() && error.to_string().contains(checkpoint.stream()), "{error}");
    db.put(&Tick { clock: "b".into(), count: 2 }).await.expect("a put");
    let told = all::<Tick>(db).await;
    assert_eq!(told.iter().map(|change| change.key.to_string()).collect::<Vec<_>>(), ["clock=\"b\""]);
}

async fn from_latest(bench: Bench) {
    let db = bench.with_stream::<Tick>(BOTH).await;
    db.put(&Tick { clock: "a".into(), count: 1 }).await.expect("a put");
    let changes = reading::<Tick>(db).from_latest().await.expect("a stream");
    db.put(&Tick { clock: "b".into(), count: 2 }).await.expect("a put");
    let counts: Vec<_> = rest(changes).await.into_iter().map(|change| change.new.expect("an item").count).collect();
    assert_eq!(counts, [2]);
}

/// Nothing was handed out yet, and nothing may be lost.
async fn latest_checkpoint(bench: Bench) {
    let db = bench.with_stream::<Tick>(BOTH).await;
    let text = reading::<Tick>(db).from_latest().await.expect("a stream").checkpoint().to_string();
    db.put(&Tick { clock: "b".into(), count: 2 }).await.expect("a put");
    let checkpoint: Checkpoint = text.parse().expect("a checkpoint");
    let told = rest(reading::<Tick>(db).after(checkpoint).await.expect("a stream")).await;
    assert_eq!(told.len(), 1);
}

/// Wherever a reader stops, the next one goes on behind what it has handed out.
async fn resumed(bench: Bench) {
    let db = bench.with_stream::<Tick>(BOTH).await;
    for count in 0..40 {
        db.put(&Tick { clock: format!("k{}", count % 3), count }).await.expect("a put");
    }
    let (mut told, mut checkpoint) = (Vec::new(), None::<String>);
    for stop in [0, 1, 10, 7, 3, 100] {
        let from = match &checkpoint {
            Some(text) => reading::<Tick>(db).after(text.parse().expect("a checkpoint")),
            None => reading::<Tick>(db),
        };
        let mut changes = from.page_size(7).await.expect("a stream");
        for _ in 0..stop {
            let Some(change) = changes.next().await.expect("a change") else { break };
            told.push(change.new.expect("an item").count);
        }
        checkpoint = Some(changes.checkpoint().to_string());
    }
    assert_eq!(told, (0..40).collect::<Vec<_>>());
}

/// A call that is given up while it waits loses nothing.
async fn given_up(bench: Bench) {
    let db = bench.with_stream::<Tick>(BOTH).await;
    let mut changes = db.changes::<Tick>().poll_every(Duration::from_millis(1)).page_size(3).await.expect("a stream");
    let (mut told, mut written) = (Vec::new(), 0);
    while told.len() < 60 {
        if written < 60 {
            db.put(&Tick { clock: "a".into(), count: written }).await.expect("a put");
            written += 1;
        }
        let brief = Duration::from_micros(u64::from(written) * 37 % 1500);
        if let Ok(change) = tokio::time::timeout(brief, changes.next()).await {
            told.push(change.expect("a change").expect("no end").new.expect("an item").count);
        }
    }
    assert_eq!(told, (0..60).collect::<Vec<_>>());
}

/// The stream of a reader, which goes on when that is dropped.
async fn one_by_one(bench: Bench) {
    use futures_util::StreamExt;

    let db = bench.with_stream::<Tick>(BOTH).await;
    for count in 0..10 {
        db.put(&Tick { clock: "a".into(), count }).await.expect("a put");
    }
    let mut changes = reading::<Tick>(db).await.expect("a stream");
    let first: Vec<_> = changes.stream().take(4).map(|change| change.expect("a change")).collect().await;
    let others: Vec<_> = changes.stream().map(|change| change.expect("a change")).collect().await;
    assert_eq!((first.len(), others.len()), (4, 6));
}

const TASKS: u32 = 8;
const CLOCKS: u32 = 25;
const COUNTS: u32 = 50;

/// Ten thousand changes come out once each, those of one item in their order, though the reader is dropped in the middle.
async fn ten_thousand(bench: Bench) {
    let db = bench.with_stream::<Tick>(BOTH).await;
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        let db = db.clone();
        tasks.spawn(async move {
            for (count, clock) in (1..=COUNTS).flat_map(|count| (0..CLOCKS).map(move |clock| (count, clock))) {
                db.put(&Tick { clock: format!("{task}/{clock}"), count }).await.expect("a put");
            }
        });
    }
    let mut last = BTreeMap::<String, u32>::new();
    // The first one reads while others write.
    let mut changes = db.changes::<Tick>().poll_every(Duration::from_millis(20)).await.expect("a stream");
    for _ in 0..4_321 {
        follow(&mut last, changes.next().await.expect("a change").expect("no end"));
    }
    let text = serde_json::to_string(&changes.checkpoint()).expect("a text");
    drop(changes);
    tasks.join_all().await;
    let restarted = Db::builder().table_prefix(&bench.prefix).from_db(db);
    let checkpoint: Checkpoint = serde_json::from_str(&text).expect("a checkpoint");
    for change in rest(reading::<Tick>(&restarted).after(checkpoint).await.expect("a stream")).await {
        follow(&mut last, change);
    }
    assert_eq!(last.len(), (TASKS * CLOCKS) as usize);
    assert!(last.values().all(|count| *count == COUNTS), "{last:?}");
}

/// The next change of a clock is one further.
fn follow(last: &mut BTreeMap<String, u32>, change: Change<Tick>) {
    let new = change.new.expect("an item");
    let before = last.insert(new.clock.clone(), new.count);
    assert_eq!(before.unwrap_or_default() + 1, new.count, "{}", new.clock);
    assert_eq!(change.old.map(|old| old.count), before);
}
