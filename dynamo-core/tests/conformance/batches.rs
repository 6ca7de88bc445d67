//! Batches of reads and of writes: any number, any mix, nothing dropped.

use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use dynamo_core::backend::Feature;
use dynamo_core::output::Progress;
use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{
    self, Blob, Fixture, KeyOnly, NumberKeys, Order, Profile, Sample, Stamped, Story, order, stamped,
};
use crate::stored::{item, n};

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum AppItem {
    Story(Story),
    Profile(Profile),
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "sessions")]
struct Session {
    #[pk]
    id: u32,
    note: String,
    #[ttl]
    until: Ttl,
}

variants! {
    Batch {
        Duplicates,
        Missing,
        Found,
        Large,
        LargeOnTheWire,
        MixedTables,
        MixedKinds,
        SameKeyTwoForms,
        Selected,
        Consistent,
        Expired,
        Entities,
        InTable,
        Upgraded,
        DoesNotFit,
        TableMissing,
        OneTableMissing,
        Twins,
        NumberTwins,
        BadSettings,
        BadMembers,
        Told,
        Versions,
        Charged,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let reads = [0, 1, 100, 101, 250]
        .map(|count| Case::new(format!("batch: {count} keys"), move |bench| async move { keys(bench, count).await }));
    let writes = [0, 1, 25, 26, 60].map(|count| {
        Case::new(format!("batch: {count} writes"), move |bench| async move { writes(bench, count).await })
    });
    let all = Fixture::ALL.iter().map(|fixture| of_fixture(*fixture));
    reads.into_iter().chain(writes).chain(all).chain(Batch::ALL.iter().map(|batch| case(*batch))).collect()
}

fn case(batch: Batch) -> Case {
    let case = Case::new(format!("batch: {batch:?}"), move |bench| async move {
        match batch {
            Batch::Duplicates => duplicates(bench).await,
            Batch::Missing => missing(bench).await,
            Batch::Found => found(bench).await,
            Batch::Large => large(bench).await,
            Batch::LargeOnTheWire => large_on_the_wire(bench).await,
            Batch::MixedTables => mixed_tables(bench).await,
            Batch::MixedKinds => mixed_kinds(bench).await,
            Batch::SameKeyTwoForms => same_key_two_forms(bench).await,
            Batch::Selected => selected(bench).await,
            Batch::Consistent => consistent(bench).await,
            Batch::Expired => expired(bench).await,
            Batch::Entities => entities(bench).await,
            Batch::InTable => in_table(bench).await,
            Batch::Upgraded => upgraded(bench).await,
            Batch::DoesNotFit => does_not_fit(bench).await,
            Batch::TableMissing => table_missing(bench).await,
            Batch::OneTableMissing => one_table_missing(bench).await,
            Batch::Twins => twins(bench).await,
            Batch::NumberTwins => number_twins(bench).await,
            Batch::BadSettings => bad_settings(bench).await,
            Batch::BadMembers => bad_members(bench).await,
            Batch::Told => told(bench).await,
            Batch::Versions => versions(bench).await,
            Batch::Charged => charged(bench).await,
        }
    });
    if batch == Batch::Charged { case.needs(&[Feature::CapacityFigures]) } else { case }
}

fn of_fixture(fixture: Fixture) -> Case {
    let name = format!("batch of {fixture:?}");
    match fixture {
        Fixture::KeyOnly => like_one::<fixtures::KeyOnly>(name),
        Fixture::NumberKeys => like_one::<fixtures::NumberKeys>(name),
        Fixture::ByteKeys => like_one::<fixtures::ByteKeys>(name),
        Fixture::TextByNumber => like_one::<fixtures::TextByNumber>(name),
        Fixture::PatternKeys => like_one::<fixtures::Story>(name),
        Fixture::ConstantSortKey => like_one::<fixtures::Profile>(name),
        Fixture::SwappedFields => like_one::<fixtures::SwappedFields>(name),
        Fixture::SwappedKeys => like_one::<fixtures::SwappedKeys>(name),
        Fixture::OddNames => like_one::<fixtures::OddNames>(name),
        Fixture::GsiAll => like_one::<fixtures::GsiAll>(name),
        Fixture::GsiKeys => like_one::<fixtures::GsiKeys>(name),
        Fixture::GsiInclude => like_one::<fixtures::GsiInclude>(name),
        Fixture::LsiAll => like_one::<fixtures::LsiAll>(name),
        Fixture::LsiKeys => like_one::<fixtures::LsiKeys>(name),
        Fixture::LsiInclude => like_one::<fixtures::LsiInclude>(name),
        Fixture::ManyAttributes => like_one::<fixtures::ManyAttributes>(name),
        Fixture::SparsePattern => like_one::<fixtures::SparsePattern>(name),
        Fixture::Order => like_one::<fixtures::Order>(name),
        Fixture::Stamped => like_one::<fixtures::Stamped>(name),
    }
}

/// A batch stores what single puts store, reads what gets read, and deletes what deletes delete.
fn like_one<T: Sample>(name: String) -> Case {
    Case::new(name, |bench| async move {
        let db = bench.with::<T>().await.clone();
        let samples = T::samples();
        samples.iter().fold(db.batch_write(), |batch, sample| batch.overwrite(sample)).await.expect("a batch");
        let mut read = Vec::new();
        for sample in &samples {
            bench.holds(sample).await;
            read.push(db.get(sample.primary_key()).await.expect("a get"));
        }
        let keys = || samples.iter().map(Table::primary_key).collect::<Vec<_>>();
        assert_eq!(db.batch_get(keys()).await.expect("a batch"), read);
        assert_eq!(db.batch_get(keys()).consistent().await.expect("a batch"), read);
        db.batch_write().delete_all(keys()).await.expect("a batch");
        assert_eq!(bench.raw.items(&db.table_name::<T>()).await, []);
    })
}

fn numbered(at: i64) -> NumberKeys {
    NumberKeys { account: 7, at, note: Some(format!("note {at}")) }
}

fn key(at: i64) -> Key<NumberKeys> {
    NumberKeys::key(7_u64, at)
}

/// So many items, in a table of their own.
async fn written(bench: &Bench, count: i64) -> Vec<NumberKeys> {
    let items: Vec<_> = (0..count).map(numbered).collect();
    bench.with::<NumberKeys>().await.batch_write().put_all(&items).await.expect("a batch");
    items
}

/// What is there comes in the order of its keys, and `None` for what is not.
async fn keys(bench: Bench, count: i64) {
    let items = written(&bench, count).await;
    let mut keys: Vec<i64> = (0..count).flat_map(|at| [at, -1 - at]).take(usize::try_from(count).unwrap()).collect();
    fastrand::shuffle(&mut keys);
    let expected: Vec<_> = keys.iter().map(|at| items.iter().find(|item| item.at == *at).cloned()).collect();
    let read = || bench.db.batch_get(keys.iter().map(|at| key(*at)).collect::<Vec<_>>());
    assert_eq!(read().await.expect("a batch"), expected);
    assert_eq!(read().chunk(7).concurrency(3).consistent().await.expect("a batch"), expected);
}

async fn writes(bench: Bench, count: i64) {
    let items = written(&bench, count).await;
    let table = bench.db.table_name::<NumberKeys>();
    assert_eq!(bench.raw.items(&table).await.len(), items.len());
    // Some replaced, some deleted, some new, all at once.
    let changed: Vec<_> = items.iter().filter(|item| item.at % 3 == 0).map(|item| item.clone().changed()).collect();
    let (gone, new): (Vec<_>, _) = ((0..count).filter(|at| at % 3 == 1).map(key).collect(), numbered(1_000));
    let (gone_count, batch) = (gone.len(), bench.db.batch_write().put_all(&changed).delete_all(gone).put(&new));
    batch.chunk(4).concurrency(2).await.expect("a batch");
    for item in changed.iter().chain([&new]) {
        bench.holds(item).await;
    }
    assert_eq!(bench.raw.items(&table).await.len(), items.len() - gone_count + 1);
}

async fn duplicates(bench: Bench) {
    let items = written(&bench, 3).await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let keys = [key(1), key(0), key(1), key(9), key(1), key(9)];
    let read = bench.db.batch_get(keys).on_progress(move |progress| tell.lock().unwrap().push(progress)).await;
    let one = || Some(items[1].clone());
    assert_eq!(read.expect("a batch"), [one(), Some(items[0].clone()), one(), None, one(), None]);
    // Three keys were read, each once.
    assert_eq!(*told.lock().unwrap(), [Progress { done: 3, total: 3 }]);
}

async fn missing(bench: Bench) {
    written(&bench, 0).await;
    assert_eq!(bench.db.batch_get([key(1), key(2)]).await.expect("a batch"), [None, None]);
    assert_eq!(bench.db.batch_get(key(1)).await.expect("a batch"), None);
    bench.db.batch_write().delete_all([key(1), key(2)]).await.expect("what is missing is deleted");
}

async fn found(bench: Bench) {
    let items = written(&bench, 3).await;
    let read = bench.db.batch_get([key(2), key(9), key(0)]).found().await.expect("a batch");
    assert_eq!(read, [items[2].clone(), items[0].clone()]);
    let none = bench.db.batch_get(Vec::<Key<NumberKeys>>::new()).found().await.expect("a batch");
    assert_eq!(none, []);
}

fn blobs(count: u32, text: &str) -> Vec<Blob> {
    (0..count).map(|id| Blob { id, text: text.repeat(350_000) }).collect()
}

/// More than one request may hold, written and read: 60 items of 350 KB.
async fn large(bench: Bench) {
    let db = bench.with::<Blob>().await.clone();
    let all = blobs(60, "n");
    db.batch_write().put_all(&all).await.expect("a batch");
    let keys: Vec<_> = (0..60).map(Blob::key).collect();
    let read = db.batch_get(keys).await.expect("a batch");
    assert!(read.into_iter().eq(all.into_iter().map(Some)));
    let parts = db.batch_get((0..60).map(Blob::key).collect::<Vec<_>>()).select(|b| b.id()).await.expect("a batch");
    assert_eq!(parts, (0..60).map(Some).collect::<Vec<_>>());
}

/// What is written with six characters for one has to be counted so.
async fn large_on_the_wire(bench: Bench) {
    let db = bench.with::<Blob>().await.clone();
    let all = blobs(8, "\u{1}");
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let batch = db.batch_write().put_all(&all).concurrency(1);
    batch.on_progress(move |progress| tell.lock().unwrap().push(progress.done)).await.expect("a batch");
    assert_eq!(*told.lock().unwrap(), [7, 8], "2.1 MB each, and 16 MB in one request");
    assert_eq!(bench.raw.items(&db.table_name::<Blob>()).await.len(), 8);
}

async fn mixed_tables(bench: Bench) {
    let db = bench.with::<NumberKeys>().await.clone();
    bench.with::<KeyOnly>().await;
    bench.with::<Order>().await;
    let (numbers, keys): (Vec<_>, _) = ((0..70).map(numbered).collect(), KeyOnly::samples());
    db.batch_write().put_all(&numbers).put_all(&keys).overwrite(&order()).await.expect("a batch");
    for item in &keys {
        bench.holds(item).await;
    }
    bench.holds(&order()).await;
    let asked = (
        numbers.iter().map(Table::primary_key).collect::<Vec<_>>(),
        [keys[1].primary_key(), KeyOnly::key("none"), keys[0].primary_key()],
        order().primary_key(),
        Order::key("u1", "none"),
    );
    let (some, others, one, none) = db.batch_get(asked).await.expect("a batch");
    assert_eq!(some, numbers.into_iter().map(Some).collect::<Vec<_>>());
    assert_eq!(others, [Some(keys[1].clone()), None, Some(keys[0].clone())]);
    assert_eq!((one, none), (Some(order().settled(&order())), None));
}

/// Two kinds of one table, deleted and written in one go.
async fn mixed_kinds(bench: Bench) {
    let db = bench.with::<(Story, Profile)>().await.clone();
    let (stories, profiles) = (Story::samples(), Profile::samples());
    db.batch_write().put_all(&stories).put_all(&profiles).await.expect("a batch");
    let keys = |stories: &[Story]| stories.iter().map(Table::primary_key).collect::<Vec<_>>();
    let (read, profile) = db.batch_get((keys(&stories), profiles[0].primary_key())).await.expect("a batch");
    assert_eq!(read, stories.iter().map(|story| Some(story.clone().settled(story))).collect::<Vec<_>>());
    let profile = profile.expect("it is there");
    assert_eq!(profile, profiles[0].clone().settled(&profile));
    db.batch_write().delete_all(keys(&stories)).put(&profile).await.expect("a batch");
    assert_eq!(bench.raw.items(&db.table_name::<Story>()).await.len(), profiles.len());
}

/// One key, asked for whole and in part: it is read once, and both get theirs.
async fn same_key_two_forms(bench: Bench) {
    let items = written(&bench, 2).await;
    let db = &bench.db;
    let notes = || db.batch_get([key(1), key(5)]).select(|f| f.note());
    let (whole, notes, again) = db.batch_get(([key(0), key(1)], notes(), notes())).await.expect("a batch");
    assert_eq!(whole, items.iter().cloned().map(Some).collect::<Vec<_>>());
    let expected = [Some(Some("note 1".to_owned())), None];
    assert_eq!((&notes[..], &again[..]), (&expected[..], &expected[..]));
}

async fn selected(bench: Bench) {
    let db = bench.with::<Order>().await.clone();
    let other = Order { order_id: "o2".into(), description: Some("d".into()), ..order() };
    db.batch_write().overwrite(&order()).overwrite(&other).await.expect("a batch");
    let keys = || [Order::key("u1", "o2"), Order::key("u1", "none"), Order::key("u1", "o1")];
    let read = db.batch_get(keys()).select(|o| (o.total(), o.address().city(), o.description())).await;
    let of = |description: Option<&str>| Some((70, "Oslo".to_owned(), description.map(str::to_owned)));
    assert_eq!(read.expect("a batch"), [of(Some("d")), None, of(None)]);
    // Found, though it has nothing of what is asked for.
    let read = db.batch_get(keys()).select(|o| o.description()).found().await.expect("a batch");
    assert_eq!(read, [Some("d".to_owned()), None]);
}

async fn consistent(bench: Bench) {
    let items = written(&bench, 2).await;
    let batch = || bench.db.batch_get(([key(0)], key(1))).consistent();
    assert!(batch().request().unwrap().tables.iter().all(|table| table.consistent));
    assert_eq!(batch().await.expect("a batch"), (vec![Some(items[0].clone())], Some(items[1].clone())));
}

async fn expired(bench: Bench) {
    let db = bench.with::<Session>().await.clone();
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let session = |id: u32, until: u64| Session { id, note: format!("note {id}"), until: until.into() };
    let sessions = [session(0, now + 10_000), session(1, now - 10)];
    db.batch_write().put_all(&sessions).await.expect("a batch");
    let keys = || [Session::key(1_u32), Session::key(0_u32)];
    assert_eq!(db.batch_get(keys()).await.expect("a batch"), [None, Some(sessions[0].clone())]);
    assert_eq!(db.batch_get(keys()).found().await.expect("a batch"), [sessions[0].clone()]);
    let notes = db.batch_get(keys()).select(|f| f.note()).await.expect("a batch");
    assert_eq!(notes, [None, Some("note 0".to_owned())]);
    let mut all = db.batch_get(keys()).include_expired().await.expect("a batch");
    assert_eq!(all.pop(), Some(Some(sessions[0].clone())));
    // The engine may have deleted it by itself meanwhile: then, and only then, it is not seen.
    if bench.raw.items(&db.table_name::<Session>()).await.len() == 2 {
        assert_eq!(all, [Some(sessions[1].clone())]);
    }
}

async fn entities(bench: Bench) {
    let db = bench.with::<(Story, Profile)>().await.clone();
    let (story, profile) = (Story::samples().remove(0), Profile::samples().remove(0));
    db.batch_write().put(&story).put(&profile).await.expect("a batch");
    let read = db.batch_get([story.primary_key()]).entities::<AppItem>().await.expect("a batch");
    assert_eq!(read, [Some(AppItem::Story(story.clone().settled(&story)))]);
    let read = db.batch_get([profile.primary_key()]).entities::<AppItem>().await.expect("a batch");
    assert!(matches!(&read[..], [Some(AppItem::Profile(_))]), "{read:?}");
}

async fn in_table(bench: Bench) {
    let items = written(&bench, 1).await;
    let name = format!("{}elsewhere", bench.prefix);
    bench.db.create_table::<NumberKeys>().in_table(&name).await.expect("another table");
    let moved = numbered(5);
    bench.db.batch_write().put(&moved).in_table::<NumberKeys>(&name).await.expect("a batch");
    let read = |name: &str| bench.db.batch_get([key(0), key(5)]).in_table(name);
    assert_eq!(read(&name).await.expect("a batch"), [None, Some(moved.clone())]);
    let own = bench.db.table_name::<NumberKeys>();
    let both = bench.db.batch_get((read(&own), read(&name))).await.expect("a batch");
    assert_eq!(both, (vec![Some(items[0].clone()), None], vec![None, Some(moved)]));
}

/// Items of an older schema version are upgraded, as in other reads.
async fn upgraded(bench: Bench) {
    let db = bench.with::<Story>().await.clone();
    let story = Story::samples().remove(0);
    bench.raw.write(&db.table_name::<Story>(), story.as_of_old(Some(1))).await;
    let read = db.batch_get([story.primary_key()]).await.expect("a batch");
    assert_eq!(read, [Some(Story { schema_version: 2, ..story })]);
}

/// An item that does not fit is named.
async fn does_not_fit(bench: Bench) {
    let items = written(&bench, 2).await;
    let table = bench.db.table_name::<NumberKeys>();
    bench.raw.write(&table, item([("account", n(7)), ("at", n(9)), ("note", n(1))])).await;
    let error = bench.db.batch_get([key(0), key(9), key(1)]).await.expect_err("a note is text");
    assert!(error.is_decode(), "{error:?}");
    let text = error.to_string();
    assert!(text.contains(&table) && text.contains("BatchGetItem") && text.contains("account=7, at=9"), "{text}");
    let fit = error.take_read::<Vec<Option<NumberKeys>>>().expect("the others");
    assert_eq!(fit, [Some(items[0].clone()), None, Some(items[1].clone())]);
    let read = bench.db.batch_get([key(0), key(9)]).select(|f| f.at()).await.expect("this part of it fits");
    assert_eq!(read, [Some(items[0].at), Some(9)]);
}

async fn table_missing(bench: Bench) {
    let error = bench.db.batch_get([key(1), key(2)]).await.expect_err("no table");
    assert!(error.is_missing_table(), "{error:?}");
    assert_eq!(error.table(), Some(&*bench.db.table_name::<NumberKeys>()));
    assert_eq!(error.operation(), Some("BatchGetItem"));
    assert_eq!(error.unprocessed::<NumberKeys>().expect("keys").keys, [key(1), key(2)]);
    assert_eq!(error.take_read::<Vec<Option<NumberKeys>>>(), Some(vec![None, None]));
    let error = bench.db.batch_write().put(&numbered(1)).delete(key(2)).await.expect_err("no table");
    assert!(error.is_missing_table(), "{error:?}");
    assert_eq!(
        (error.table(), error.operation()),
        (Some(&*bench.db.table_name::<NumberKeys>()), Some("BatchWriteItem"))
    );
    let left = error.unprocessed::<NumberKeys>().expect("items");
    assert_eq!((left.keys, left.puts, left.deletes), (vec![], vec![numbered(1)], vec![key(2)]));
}

/// What went to the table that is there was done, or is reported; nothing is lost.
async fn one_table_missing(bench: Bench) {
    let db = bench.with::<NumberKeys>().await.clone();
    let (numbers, keys): (Vec<_>, _) = ((0..60).map(numbered).collect(), KeyOnly::samples());
    let error = db.batch_write().put_all(&numbers).put_all(&keys).concurrency(1).await.expect_err("no table");
    assert!(error.is_missing_table(), "{error:?}");
    assert_eq!(error.unprocessed::<KeyOnly>().expect("items").puts, keys);
    let left = error.unprocessed::<NumberKeys>().expect("items").puts;
    let stored = bench.raw.items(&db.table_name::<NumberKeys>()).await.len();
    assert_eq!((left.len() + stored, left.len()), (60, 10), "the chunk with both is left");
    let error = db.batch_get((vec![key(0), key(1)], KeyOnly::key("a"))).await.expect_err("no table");
    assert!(error.is_missing_table() && error.table().is_none(), "{error:?}");
    assert!(error.to_string().contains(&db.table_name::<KeyOnly>()), "{error}");
}

async fn twins(bench: Bench) {
    let db = bench.with::<NumberKeys>().await.clone();
    let (first, second) = (numbered(1), numbered(1).changed());
    for batch in [
        db.batch_write().put(&first).put(&numbered(2)).put(&second),
        db.batch_write().put(&first).delete(key(1)),
        db.batch_write().delete_all([key(1), key(1)]),
    ] {
        let error = batch.await.expect_err("a key is written twice");
        assert!(error.is_invalid_request(), "{error:?}");
        let text = error.to_string();
        assert!(text.contains("last_wins") && text.contains("account=7, at=1"), "{text}");
    }
    assert_eq!(bench.raw.items(&db.table_name::<NumberKeys>()).await, []);
    db.batch_write().put(&first).put(&numbered(2)).put(&second).last_wins().await.expect("the last wins");
    bench.holds(&second).await;
    bench.holds(&numbered(2)).await;
    db.batch_write().put(&first).delete(key(1)).last_wins().await.expect("the last wins");
    bench.holds_nothing_of(&first).await;
    db.batch_write().delete(key(1)).put(&first).last_wins().await.expect("the last wins");
    bench.holds(&first).await;
}

/// Numbers are one key by value, however they are written.
async fn number_twins(bench: Bench) {
    use crate::fixtures::TextByNumber;
    let db = bench.with::<TextByNumber>().await.clone();
    let priced = |price: &str, left| TextByNumber { name: "x".into(), price: price.parse().unwrap(), left };
    let error = db.batch_write().put(&priced("1.50", 1)).put(&priced("1.5", 2)).await.expect_err("one key");
    assert!(error.is_invalid_request(), "{error:?}");
    db.batch_write().put(&priced("1.50", 1)).put(&priced("15E-1", 2)).last_wins().await.expect("the last wins");
    let keys = [priced("1.5", 0).primary_key(), priced("1.500", 0).primary_key()];
    let read = db.batch_get(keys).await.expect("a batch");
    assert_eq!(read, [Some(priced("1.5", 2)), Some(priced("1.5", 2))]);
}

async fn bad_settings(bench: Bench) {
    let db = bench.with::<NumberKeys>().await.clone();
    let item = numbered(1);
    for batch in [
        db.batch_write().put(&item).chunk(0),
        db.batch_write().put(&item).chunk(26),
        db.batch_write().put(&item).concurrency(0),
    ] {
        assert!(batch.await.expect_err("it cannot be sent so").is_invalid_request());
    }
    for batch in
        [db.batch_get([key(1)]).chunk(0), db.batch_get([key(1)]).chunk(101), db.batch_get([key(1)]).concurrency(0)]
    {
        assert!(batch.await.expect_err("it cannot be sent so").is_invalid_request());
    }
    assert_eq!(bench.raw.items(&db.table_name::<NumberKeys>()).await, []);
}

/// One that cannot be sent, and nothing is.
async fn bad_members(bench: Bench) {
    let db = bench.with::<KeyOnly>().await.clone();
    bench.with::<Blob>().await;
    let good = KeyOnly { id: "a".into() };
    let error = db.batch_write().put(&good).put(&KeyOnly { id: String::new() }).await.expect_err("an empty key");
    assert!(error.is_invalid_key(), "{error:?}");
    assert_eq!(error.table(), Some(&*db.table_name::<KeyOnly>()));
    let error = db.batch_write().put(&good).delete(KeyOnly::key("")).await.expect_err("an empty key");
    assert!(error.is_invalid_key(), "{error:?}");
    let error = db.batch_get([good.primary_key(), KeyOnly::key("")]).await.expect_err("an empty key");
    assert!(error.is_invalid_key(), "{error:?}");
    let large = Blob { id: 3, text: "n".repeat(410_000) };
    let error = db.batch_write().put(&good).put(&large).await.expect_err("a large item");
    assert!(error.is_item_too_large() && error.to_string().contains("id=3"), "{error}");
    assert_eq!(bench.raw.items(&db.table_name::<KeyOnly>()).await, []);
}

/// Each chunk that is answered is told of.
async fn told(bench: Bench) {
    let db = bench.with::<NumberKeys>().await.clone();
    let all: Vec<_> = (0..60).map(numbered).collect();
    let steps = Arc::new(Mutex::new(Vec::new()));
    let step = || {
        let steps = Arc::clone(&steps);
        move |progress: Progress| steps.lock().unwrap().push((progress.done, progress.total))
    };
    db.batch_write().put_all(&all).concurrency(1).on_progress(step()).await.expect("a batch");
    assert_eq!(std::mem::take(&mut *steps.lock().unwrap()), [(25, 60), (50, 60), (60, 60)]);
    let keys: Vec<_> = (0..60).map(key).collect();
    db.batch_get(&keys).chunk(20).on_progress(step()).await.expect("a batch");
    assert_eq!(std::mem::take(&mut *steps.lock().unwrap()), [(20, 60), (40, 60), (60, 60)]);
    db.batch_write().on_progress(step()).await.expect("nothing is done");
    assert_eq!(*steps.lock().unwrap(), []);
}

/// A batch checks no version, and counts it.
async fn versions(bench: Bench) {
    let db = bench.with::<Stamped>().await.clone();
    let first = db.create(&stamped("a")).written().await.expect("a new item");
    let second = db.put(&first).written().await.expect("version 2");
    db.batch_write().overwrite(&first).overwrite(&stamped("b")).await.expect("a batch");
    let read = db.batch_get([Stamped::key("a"), Stamped::key("b")]).found().await.expect("a batch");
    assert_eq!(read.iter().map(|item| item.rev).collect::<Vec<_>>(), [2, 1]);
    assert!(read[0].updated >= second.updated && read[0].created == first.created);
    assert_eq!(read[1].schema, Stamped::FINGERPRINT.as_str());
    // What is reported as not written is as it was given.
    let error = db.batch_write().overwrite(&first).in_table::<Stamped>("nowhere").await.expect_err("no table");
    assert_eq!(error.unprocessed::<Stamped>().expect("items").puts[0].rev, first.rev);
    db.batch_write().delete_all([Stamped::key("a"), Stamped::key("b")]).await.expect("a batch");
    assert_eq!(bench.raw.items(&db.table_name::<Stamped>()).await, []);
}

async fn charged(bench: Bench) {
    let items = written(&bench, 30).await;
    bench.with::<KeyOnly>().await;
    let batch = bench.db.batch_write().put_all(&items).put(&KeyOnly { id: "a".into() });
    let ((), capacity) = batch.metered().await.expect("a batch");
    assert_eq!((capacity.total, capacity.table), (31.0, 31.0));
    let keys: Vec<_> = (0..30).map(key).collect();
    let (read, capacity) = bench.db.batch_get((keys, KeyOnly::key("a"))).chunk(10).metered().await.expect("a batch");
    assert_eq!((read.0.len(), capacity.total), (30, 15.5));
}
