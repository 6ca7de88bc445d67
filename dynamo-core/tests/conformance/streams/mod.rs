//! Changes as they come out of a table's stream.

mod kinds;
mod places;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use dynamo_core::backend::{BoxFuture, Feature};
use dynamo_core::prelude::*;
use dynamo_core::schema::StreamView;
use dynamo_core::stream::{Change, ChangeKind, Changes, ReadChanges};
use dynamo_core::table::Streamed;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Profile, Story};

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

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum Parts {
    Part(Part),
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
        UndecodableKey,
        UndecodableKeyAlone,
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
    let many = Case::new("stream: ten thousand changes of eight tasks, with a restart", places::ten_thousand);
    cases.chain([many.needs(&[Feature::Streams]).long()]).collect()
}

fn run(of: Streams) -> impl FnOnce(Bench) -> BoxFuture<'static, ()> + Send {
    move |bench| match of {
        Streams::KeysOnly => Box::pin(view(bench, StreamView::KeysOnly)),
        Streams::NewImage => Box::pin(view(bench, StreamView::NewImage)),
        Streams::OldImage => Box::pin(view(bench, StreamView::OldImage)),
        Streams::NewAndOldImages => Box::pin(view(bench, StreamView::NewAndOldImages)),
        Streams::PatternKey => Box::pin(kinds::pattern_key(bench)),
        Streams::OtherKinds => Box::pin(kinds::other_kinds(bench)),
        Streams::Entities => Box::pin(kinds::entities(bench)),
        Streams::EntitiesByKey => Box::pin(kinds::entities_by_key(bench)),
        Streams::OtherEntities => Box::pin(kinds::other_entities(bench)),
        Streams::OlderIsUpgraded => Box::pin(kinds::older_is_upgraded(bench)),
        Streams::NewerIsRefused => Box::pin(kinds::newer_is_refused(bench)),
        Streams::Undecodable => Box::pin(kinds::undecodable(bench)),
        Streams::UndecodableKey => Box::pin(kinds::undecodable_key(bench)),
        Streams::UndecodableKeyAlone => Box::pin(kinds::undecodable_key_alone(bench)),
        Streams::Batches => Box::pin(batches(bench)),
        Streams::NoStream => Box::pin(no_stream(bench)),
        Streams::NoTable => Box::pin(no_table(bench)),
        Streams::OtherStream => Box::pin(places::other_stream(bench)),
        Streams::FromLatest => Box::pin(places::from_latest(bench)),
        Streams::LatestCheckpoint => Box::pin(places::latest_checkpoint(bench)),
        Streams::Resumed => Box::pin(places::resumed(bench)),
        Streams::GivenUp => Box::pin(places::given_up(bench)),
        Streams::OneByOne => Box::pin(places::one_by_one(bench)),
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
