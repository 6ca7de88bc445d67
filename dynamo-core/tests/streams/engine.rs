//! The embedded engine: files that are opened again, items that expire, clients of types, and what must not be printed.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodb::types::{StreamSpecification, StreamViewType};
use dynamo_core::Db;
use dynamo_core::backend::embedded::Engine;
use dynamo_core::prelude::*;
use dynamo_core::schema::StreamView;
use dynamo_core::stream::{Change, ChangeKind, Changes, IntoRecord};

use super::folder::Folder;
use super::service::{Service, Shard, records};
use super::{Tick, local};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "sessions")]
struct Session {
    #[pk]
    id: String,
    #[ttl]
    until: Option<Ttl>,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "accounts")]
struct Account {
    #[pk]
    #[dynamo(sensitive)]
    email: String,
    #[dynamo(sensitive)]
    pin: u32,
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum Accounts {
    Account(Account),
}

async fn all<T: dynamo_core::table::Streamed>(mut changes: Changes<T>) -> Vec<Change<T>> {
    let mut all = Vec::new();
    while let Some(change) = changes.next().await.unwrap() {
        all.push(change);
    }
    all
}

async fn counts(db: &Db) -> Vec<u32> {
    let changes = db.changes::<Tick>().poll_every(Duration::ZERO).until_caught_up().await.unwrap();
    all(changes).await.into_iter().map(|change| change.new.unwrap().count).collect()
}

/// A process that ends, and another one with the same file and the checkpoint.
#[tokio::test]
async fn a_file_is_read_on_when_it_is_opened_again() {
    let folder = Folder::new();
    let path = folder.file("ticks.db");
    let mut told = Vec::new();
    let mut checkpoint = None::<String>;
    for run in 0..4 {
        let db = Db::embedded_at(&path).unwrap();
        if run == 0 {
            db.create_table::<Tick>().stream(StreamView::NewImage).await.unwrap();
        }
        for count in run * 10..(run + 1) * 10 {
            db.put(&Tick { key: "a".into(), count }).await.unwrap();
        }
        let reading = db.changes::<Tick>().poll_every(Duration::ZERO).page_size(3).until_caught_up();
        let reading = match &checkpoint {
            Some(text) => reading.after(text.parse().unwrap()),
            None => reading,
        };
        let mut changes = reading.await.unwrap();
        for _ in 0..7 {
            told.push(changes.next().await.unwrap().unwrap().new.unwrap().count);
        }
        checkpoint = Some(changes.checkpoint().to_string());
        if run == 3 {
            told.extend(all(changes).await.into_iter().map(|change| change.new.unwrap().count));
        }
    }
    assert_eq!(told, (0..40).collect::<Vec<_>>());
}

/// What DynamoDB deletes is told apart from what a program deletes.
#[tokio::test]
async fn what_expires_is_not_what_is_removed() {
    let engine = Engine::memory().unwrap();
    let db = Db::from_client(engine.client());
    let kinds = expire(&db, || async { assert_eq!(engine.sweep_ttl().await.unwrap(), 1) }).await;
    assert_eq!(kinds, [ChangeKind::Insert, ChangeKind::Insert, ChangeKind::Remove, ChangeKind::Expired]);
}

/// DynamoDB Local deletes what has expired by itself.
#[tokio::test]
async fn what_expires_on_dynamodb_local() {
    let Some(address) = local::address() else { return };
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let db = local::open(Db::builder().table_prefix(format!("streams-{since}-")), &address);
    let kinds = expire(&db, || async {}).await;
    db.sdk().unwrap().delete_table().table_name(db.table_name::<Session>()).send().await.unwrap();
    assert_eq!(kinds, [ChangeKind::Insert, ChangeKind::Insert, ChangeKind::Remove, ChangeKind::Expired]);
}

async fn expire<F: Future<Output = ()>>(db: &Db, sweep: impl Fn() -> F) -> Vec<ChangeKind> {
    db.create_table::<Session>().stream(StreamView::NewAndOldImages).await.unwrap();
    let past = Ttl::from(SystemTime::now() - Duration::from_secs(3600));
    let (kept, gone) = (Session { id: "a".into(), until: None }, Session { id: "b".into(), until: Some(past) });
    let mut changes = db.changes::<Session>().poll_every(Duration::from_millis(100)).await.unwrap();
    db.put(&kept).await.unwrap();
    db.put(&gone).await.unwrap();
    db.delete(&kept).await.unwrap();
    sweep().await;
    let mut kinds = Vec::new();
    while kinds.len() < 4 {
        let change = tokio::time::timeout(Duration::from_secs(60), changes.next()).await.unwrap().unwrap().unwrap();
        if change.kind == ChangeKind::Expired {
            assert_eq!((change.old.as_ref(), &change.key), (Some(&gone), &gone.primary_key()));
        }
        kinds.push(change.kind);
    }
    kinds
}

/// A stream that is switched on again begins anew, whatever the engine has kept of the other one.
#[tokio::test]
async fn a_stream_that_is_switched_on_again_is_another_one() {
    let db = Db::embedded().unwrap();
    db.create_table::<Tick>().stream(StreamView::NewImage).await.unwrap();
    db.put(&Tick { key: "a".into(), count: 1 }).await.unwrap();
    let checkpoint = db.changes::<Tick>().await.unwrap().checkpoint();
    let stream = |is_on: bool| {
        let stream = StreamSpecification::builder().stream_enabled(is_on);
        let stream = if is_on { stream.stream_view_type(StreamViewType::NewImage) } else { stream };
        db.sdk().unwrap().update_table().table_name("ticks").stream_specification(stream.build().unwrap()).send()
    };
    stream(false).await.unwrap();
    assert!(db.changes::<Tick>().await.unwrap_err().is_no_stream());
    db.put(&Tick { key: "a".into(), count: 2 }).await.unwrap();
    stream(true).await.unwrap();
    db.put(&Tick { key: "a".into(), count: 3 }).await.unwrap();
    assert_eq!(counts(&db).await, [3]);
    let error = db.changes::<Tick>().after(checkpoint.clone()).await.unwrap_err();
    assert!(error.is_invalid_cursor(), "{error:?}");
    let error = db.changes::<Tick>().stream_arn(checkpoint.stream()).await.unwrap_err();
    assert!(error.is_no_stream(), "{error:?}");
}

/// The stream is read where the table is.
#[tokio::test]
async fn a_type_with_a_client_of_its_own() {
    let other = Db::from_client(Engine::memory().unwrap().client());
    other.create_table::<Tick>().stream(StreamView::NewImage).await.unwrap();
    other.put(&Tick { key: "a".into(), count: 7 }).await.unwrap();
    let db = Db::builder().client::<Tick>(other.sdk().unwrap().clone()).embedded().unwrap();
    assert_eq!(counts(&db).await, [7]);
}

#[tokio::test]
async fn a_client_for_streams_that_is_given() {
    let service = Service::of(vec![Shard { records: records(&[("a", 9)], 0), ..Shard::default() }]);
    let config = aws_sdk_dynamodbstreams::Config::builder()
        .behavior_version(aws_sdk_dynamodb::config::BehaviorVersion::latest())
        .region(aws_sdk_dynamodb::config::Region::from_static("eu-north-1"))
        .http_client(service)
        .allow_no_auth();
    let streams = aws_sdk_dynamodbstreams::Client::from_conf(config.build());
    let db = Db::builder().streams_client(streams).embedded().unwrap();
    db.create_table::<Tick>().stream(StreamView::NewImage).await.unwrap();
    assert_eq!(counts(&db).await, [9]);
    assert_eq!(counts(&Db::builder().from_db(&db)).await, [9]);
}

/// Neither keys nor values of sensitive fields are printed, whatever goes wrong.
#[tokio::test]
async fn secrets_are_kept() {
    let db = Db::embedded().unwrap();
    db.create_table::<Account>().stream(StreamView::NewImage).await.unwrap();
    let secret = "ada@example.org";
    let item =
        [("email", secret), ("pin", "four")].map(|(name, text)| (name.to_owned(), AttributeValue::S(text.to_owned())));
    db.sdk().unwrap().put_item().table_name("accounts").set_item(Some(Item::from(item))).send().await.unwrap();
    let mut changes = db.changes::<Account>().await.unwrap();
    let error = changes.next().await.unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    let mut printed = format!("{error} {error:?} {changes:?}");
    let mut of_enum = db.changes::<Accounts>().await.unwrap();
    let error = of_enum.next().await.unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    printed += &format!("{error} {error:?} {of_enum:?}");
    db.put(&Account { email: secret.into(), pin: 4321 }).await.unwrap();
    let change = changes.next().await.unwrap().unwrap();
    printed += &format!("{:?} {}", change.key, change.key);
    let change = of_enum.next().await.unwrap().unwrap();
    assert_eq!(change.key.of::<Account>(), Some(Account::key(secret)));
    printed += &format!("{:?} {}", change.key, change.key);
    let event = serde_json::json!({
        "eventName": "REMOVE", "dynamodb": { "Keys": { "email": { "S": secret } }, "OldImage": { "pin": { "N": "4321" } } },
    });
    printed += &format!("{:?}", event.clone().into_record().unwrap());
    let mut broken = event.clone();
    broken["dynamodb"]["OldImage"]["pin"] = serde_json::json!({ "N": ["4321"] });
    printed += &format!("{:?}", broken.into_record().unwrap_err());
    assert!(!printed.contains("ada@") && !printed.contains("4321") && !printed.contains("four"), "{printed}");
}
