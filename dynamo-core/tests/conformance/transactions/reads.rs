//! Items as they all are at one moment.

use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{KeyOnly, NumberKeys, Order, Profile, Sample, Story, order};
use crate::stored::{item, n};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "sessions")]
struct Session {
    #[pk]
    id: u32,
    #[ttl]
    until: Ttl,
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum AppItem {
    Story(Story),
    Profile(Profile),
}

variants! {
    Reads {
        InOrder,
        Mixed,
        Selected,
        Entities,
        Expired,
        Limits,
        DoesNotFit,
        TableMissing,
        InTable,
        Upgraded,
        WholePictures,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let case = |of: &Reads| {
        let of = *of;
        Case::new(format!("transaction of reads: {of:?}"), move |bench| async move {
            match of {
                Reads::InOrder => in_order(bench).await,
                Reads::Mixed => mixed(bench).await,
                Reads::Selected => selected(bench).await,
                Reads::Entities => entities(bench).await,
                Reads::Expired => expired(bench).await,
                Reads::Limits => limits(bench).await,
                Reads::DoesNotFit => does_not_fit(bench).await,
                Reads::TableMissing => table_missing(bench).await,
                Reads::InTable => in_table(bench).await,
                Reads::Upgraded => upgraded(bench).await,
                Reads::WholePictures => whole_pictures(bench).await,
            }
        })
    };
    Reads::ALL.iter().map(case).collect()
}

fn numbered(number: i64) -> NumberKeys {
    NumberKeys { account: 1, at: number, note: Some(number.to_string()) }
}

fn key(number: i64) -> Key<NumberKeys> {
    NumberKeys::key(1_u64, number)
}

async fn written(bench: &Bench, count: i64) -> Db {
    let db = bench.with::<NumberKeys>().await.clone();
    let items: Vec<_> = (0..count).map(numbered).collect();
    db.batch_write().put_all(&items).await.unwrap();
    db
}

/// In the order of the keys, with nothing for what is not there; what is asked for twice is read once.
async fn in_order(bench: Bench) {
    let db = written(&bench, 5).await;
    let read = db.transact_get([key(3), key(9), key(0), key(3)]).await.unwrap();
    assert_eq!(read, [Some(numbered(3)), None, Some(numbered(0)), Some(numbered(3))]);
    assert_eq!(db.transact_get(vec![key(9), key(1)]).found().await.unwrap(), [numbered(1)]);
    assert_eq!(db.transact_get(key(2)).await.unwrap(), Some(numbered(2)));
    assert_eq!(db.transact_get(key(7)).await.unwrap(), None);
}

async fn mixed(bench: Bench) {
    let db = written(&bench, 3).await;
    bench.with::<Order>().await;
    bench.with::<KeyOnly>().await;
    let first = db.create(&order()).written().await.unwrap();
    let keys = (Order::key("u1", "o1"), [key(2), key(8)], KeyOnly::key("a"), vec![key(0)]);
    let read = db.transact_get(keys).await.unwrap();
    assert_eq!(read, (Some(first), vec![Some(numbered(2)), None], None, vec![Some(numbered(0))]));
}

async fn selected(bench: Bench) {
    let db = written(&bench, 3).await;
    bench.with::<Order>().await;
    db.create(&order()).await.unwrap();
    let notes = db.transact_get([key(1), key(7), key(2)]).select(|f| f.note()).await.unwrap();
    assert_eq!(notes, [Some(Some("1".into())), None, Some(Some("2".into()))]);
    let cities = db.transact_get([Order::key("u1", "o1")]).select(|o| (o.address().city(), o.total()));
    let (read, numbers) = db.transact_get((cities, [key(1)])).await.unwrap();
    assert_eq!((read, numbers), (vec![Some(("Oslo".to_owned(), 70))], vec![Some(numbered(1))]));
}

async fn entities(bench: Bench) {
    let db = bench.with::<(Story, Profile)>().await.clone();
    let (story, profile) = (Story::samples().remove(0), Profile::samples().remove(0));
    db.transact_write().put(&story).put(&profile).await.unwrap();
    let read = db.transact_get([story.primary_key()]).entities::<AppItem>().await.unwrap();
    assert_eq!(read, [Some(AppItem::Story(story.clone().settled(&story)))]);
    let read = db.transact_get((story.primary_key(), profile.primary_key())).await.unwrap();
    assert!(read.0.is_some() && read.1.is_some(), "{read:?}");
}

async fn expired(bench: Bench) {
    let db = bench.with::<Session>().await.clone();
    let now = Ttl::from_now(days(0)).seconds();
    let sessions = [Session { id: 0, until: (now + 10_000).into() }, Session { id: 1, until: (now - 10).into() }];
    db.batch_write().put_all(&sessions).await.unwrap();
    let keys = || [Session::key(1_u32), Session::key(0_u32)];
    assert_eq!(db.transact_get(keys()).await.unwrap(), [None, Some(sessions[0].clone())]);
    let all = db.transact_get(keys()).include_expired().await.unwrap();
    // The engine may have deleted it by itself meanwhile: then, and only then, it is not seen.
    if bench.raw.items(&db.table_name::<Session>()).await.len() == 2 {
        assert_eq!(all, [Some(sessions[1].clone()), Some(sessions[0].clone())]);
    }
}

async fn limits(bench: Bench) {
    let db = written(&bench, 100).await;
    let keys = |count: i64| (0..count).map(key).collect::<Vec<_>>();
    assert_eq!(db.transact_get(keys(100)).found().await.unwrap().len(), 100);
    for count in [0, 101] {
        let error = db.transact_get(keys(count)).await.unwrap_err();
        assert!(error.is_invalid_request() && error.to_string().contains("1 to 100 items"), "{error}");
        assert_eq!(error.operation(), Some("TransactGetItems"));
    }
    // The same key again is not one more.
    let twice: Vec<_> = keys(100).into_iter().chain(keys(100)).collect();
    assert_eq!(db.transact_get(twice).found().await.unwrap().len(), 200);
    assert!(db.transact_get(NumberKeys::key(1_u64, 0)).explain().unwrap().to_string().contains("TransactGetItems"));
    assert!(db.transact_get(KeyOnly::key("")).await.unwrap_err().is_invalid_key());
}

async fn does_not_fit(bench: Bench) {
    let db = written(&bench, 2).await;
    let table = db.table_name::<NumberKeys>();
    bench.raw.write(&table, item([("account", n(1)), ("at", n(9)), ("note", n(1))])).await;
    let error = db.transact_get([key(0), key(9), key(1)]).await.unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    let text = error.to_string();
    assert!(text.contains(&table) && text.contains("TransactGetItems") && text.contains("account=1, at=9"), "{text}");
    let read = error.take_read::<Vec<Option<NumberKeys>>>().unwrap();
    assert_eq!(read, [Some(numbered(0)), None, Some(numbered(1))]);
}

async fn table_missing(bench: Bench) {
    let error = bench.db.transact_get([key(1)]).await.unwrap_err();
    assert!(error.is_missing_table(), "{error:?}");
    assert_eq!(error.table(), Some(&*bench.db.table_name::<NumberKeys>()));
}

async fn in_table(bench: Bench) {
    let db = written(&bench, 1).await;
    let other = format!("{}elsewhere", bench.prefix);
    db.create_table::<NumberKeys>().in_table(&other).await.unwrap();
    assert_eq!(db.transact_get([key(0)]).in_table(&other).await.unwrap(), [None]);
    db.put(&NumberKeys { note: None, ..numbered(0) }).in_table(&other).await.unwrap();
    let both = db.transact_get((key(0), db.transact_get([key(0)]).in_table(&other))).await.unwrap();
    assert_eq!(both, (Some(numbered(0)), vec![Some(NumberKeys { note: None, ..numbered(0) })]));
}

async fn upgraded(bench: Bench) {
    let db = bench.with::<Story>().await.clone();
    let story = Story::samples().remove(0);
    bench.raw.write(&db.table_name::<Story>(), story.as_of_old(Some(1))).await;
    let read = db.transact_get(story.primary_key()).await.unwrap();
    assert_eq!(read, Some(Story { schema_version: 2, ..story }));
}

/// Two items that are only written together are never seen apart.
async fn whole_pictures(bench: Bench) {
    let db = written(&bench, 2).await;
    let writer = tokio::spawn({
        let db = db.clone();
        async move {
            for round in 0..40 {
                let one = |number| NumberKeys { note: Some(round.to_string()), ..numbered(number) };
                db.transact_write().put(&one(0)).put(&one(1)).await.expect("a transaction");
            }
        }
    });
    db.transact_write().put(&numbered(0)).put(&NumberKeys { note: numbered(0).note, ..numbered(1) }).await.unwrap();
    while !writer.is_finished() {
        let (one, other) = db.transact_get((key(0), key(1))).await.expect("a picture");
        assert_eq!(one.unwrap().note, other.unwrap().note);
    }
    writer.await.unwrap();
}
