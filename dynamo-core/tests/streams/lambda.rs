//! Events as AWS Lambda hands them to a function.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::{Duration, UNIX_EPOCH};

use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;
use dynamo_core::schema::StreamView;
use dynamo_core::stream::{BatchResponse, Change, ChangeKind, StreamEvent};

const EVENT: &str = include_str!("events/parts.json");
const EXPIRED: &str = include_str!("events/expired.json");

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app")]
#[pk("SHELF#{shelf}")]
#[sk("PART#{number:04}")]
struct Part {
    shelf: String,
    #[dynamo(narrow)]
    number: u32,
    name: Option<String>,
    plan: Bytes,
    colors: BTreeSet<String>,
    sizes: BTreeSet<u64>,
    photos: BTreeSet<Bytes>,
    checks: Vec<bool>,
    #[schema_version(2, upgrade(1 => title_to_name))]
    schema: u32,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app")]
#[pk("SHELF#{shelf}")]
#[sk("SHELF")]
struct Shelf {
    shelf: String,
    height: u32,
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum Store {
    Part(Part),
    Shelf(Shelf),
}

fn title_to_name(mut item: Item) -> Result<Item> {
    if let Some(title) = item.remove("title") {
        item.insert("name".to_owned(), title);
    }
    Ok(item)
}

fn bolt() -> Part {
    Part {
        shelf: "a".into(),
        number: 7,
        name: Some("bolt".into()),
        plan: Bytes::from(vec![0, 255, 10]),
        colors: ["red".into(), "blue".into()].into(),
        sizes: [1, 20].into(),
        photos: [Bytes::from(vec![1]), Bytes::from(vec![2, 3])].into(),
        checks: vec![true, false],
        schema: 2,
    }
}

fn event() -> StreamEvent {
    StreamEvent::from_json(EVENT.as_bytes()).unwrap()
}

fn changes<T: dynamo_core::table::Streamed>(event: StreamEvent) -> Vec<Change<T>> {
    event.records.into_iter().filter_map(|record| Change::try_from_record(record).unwrap()).collect()
}

#[test]
fn every_member_of_a_record_is_read() {
    let parts = changes::<Part>(event());
    let [insert, modify, remove] = &parts[..] else { panic!("{parts:?}") };
    assert_eq!((insert.kind, &insert.old, &insert.new), (ChangeKind::Insert, &None, &Some(bolt())));
    assert_eq!(insert.key, Part::key("a", 7));
    assert_eq!(insert.event_id.as_deref(), Some("6f6f2b50f5a5a3b06aa0ba3b0e4f1c11"));
    assert_eq!(insert.sequence_number.as_deref(), Some("100000000000000000111"));
    assert_eq!((insert.size, insert.view), (Some(181), Some(StreamView::NewAndOldImages)));
    assert_eq!(insert.created_at, Some(UNIX_EPOCH + Duration::from_secs(1_790_000_000)));
    // One of version 1 by its title.
    assert_eq!((modify.kind, &modify.old), (ChangeKind::Modify, &Some(bolt())));
    let plain = Part { name: Some("nut".into()), ..Part { plan: bolt().plan, ..bolt() } };
    let bare =
        Part { colors: BTreeSet::new(), sizes: BTreeSet::new(), photos: BTreeSet::new(), checks: vec![], ..plain };
    assert_eq!(modify.new, Some(bare.clone()));
    assert_eq!((remove.kind, &remove.old, &remove.new), (ChangeKind::Remove, &Some(bare), &None));
}

#[test]
fn kinds_are_told_apart() {
    let shelves = changes::<Shelf>(event());
    assert_eq!(shelves.len(), 1);
    assert_eq!(shelves[0].new, Some(Shelf { shelf: "a".into(), height: 180 }));
    let all = changes::<Store>(event());
    assert_eq!(all.len(), 4);
    assert_eq!(all.iter().filter(|change| change.key.of::<Part>().is_some()).count(), 3);
    let record = event().records.swap_remove(1);
    let error = Change::<Part>::from_record(record).unwrap_err();
    assert!(error.is_decode() && error.to_string().contains("another kind"), "{error}");
}

#[test]
fn what_the_service_deletes_has_expired() {
    let event = StreamEvent::from_json(EXPIRED.as_bytes()).unwrap();
    let kinds: Vec<_> =
        changes::<Part>(event).into_iter().map(|change| (change.kind, change.key, change.old)).collect();
    let removed = |kind| (kind, Part::key("a", 7), None);
    // By the service, by a program, and by somebody of that name who is no service.
    assert_eq!(kinds, [ChangeKind::Expired, ChangeKind::Remove, ChangeKind::Remove].map(removed));
}

/// An image that is empty is none: so some write events down again.
#[test]
fn an_event_that_was_written_again() {
    let mut value: serde_json::Value = serde_json::from_str(EVENT).unwrap();
    for record in value["Records"].as_array_mut().unwrap() {
        for image in ["NewImage", "OldImage"] {
            let told = record["dynamodb"].as_object_mut().unwrap();
            told.entry(image).or_insert(serde_json::json!({}));
        }
        let time = &mut record["dynamodb"]["ApproximateCreationDateTime"];
        *time = serde_json::json!(time.as_f64().unwrap());
    }
    let again: StreamEvent = serde_json::from_value(value).unwrap();
    assert_eq!(changes::<Part>(again), changes::<Part>(event()));
}

async fn failing_at(number: &'static str) -> (Vec<String>, BatchResponse) {
    let mut seen = Vec::new();
    let response = event()
        .each(|change: Change<Part>| {
            let this = change.sequence_number.unwrap();
            seen.push(this.clone());
            async move { if this == number { Err("no room") } else { Ok(()) } }
        })
        .await;
    (seen, response)
}

#[tokio::test]
async fn the_first_failure_ends_a_batch() {
    let numbers = ["100000000000000000111", "100000000000000000333", "100000000000000000444"];
    let (seen, response) = failing_at("none").await;
    assert_eq!((seen.len(), response.failed()), (3, None));
    assert_eq!(serde_json::to_string(&response).unwrap(), r#"{"batchItemFailures":[]}"#);
    response.into_result().unwrap();
    let (seen, response) = failing_at(numbers[1]).await;
    assert_eq!((seen, response.failed()), (numbers[..2].iter().map(ToString::to_string).collect(), Some(numbers[1])));
    let expected = r#"{"batchItemFailures":[{"itemIdentifier":"100000000000000000333"}]}"#;
    assert_eq!(serde_json::to_string(&response).unwrap(), expected);
    assert_eq!(response.error().unwrap().to_string(), "no room");
    assert_eq!(response.into_result().unwrap_err().to_string(), "no room");
}

#[tokio::test]
async fn what_does_not_decode_is_a_failure() {
    let text = EVENT.replace(r#""schema": { "N": "2" }"#, r#""schema": { "N": "3" }"#);
    let event = StreamEvent::from_json(text.as_bytes()).unwrap();
    let response = event.each(|_: Change<Part>| async { Ok::<(), Error>(()) }).await;
    assert_eq!(response.failed(), Some("100000000000000000111"));
    let error = response.into_result().unwrap_err().downcast::<Error>().unwrap();
    assert_eq!(error.kind(), &ErrorKind::Outdated { found: 3, current: 2 });
    assert!(error.to_string().contains("in the new image of record 100000000000000000111"), "{error}");
}

fn changed(from: &str, to: &str) -> String {
    assert!(EVENT.contains(from), "{from}");
    EVENT.replacen(from, to, 1)
}

fn assert_quotes_nothing(error: &(impl std::error::Error + ?Sized)) {
    assert!(!format!("{error} {error:?}").contains("bolt") && !error.to_string().contains("1234567"), "{error}");
}

#[test]
fn what_is_no_event_is_an_error_that_quotes_nothing() {
    for text in [String::new(), "[]".to_owned(), r#"{"Records": "bolt"}"#.to_owned(), changed("}", "bolt")] {
        let error = StreamEvent::from_json(text.as_bytes()).unwrap_err();
        assert!(error.is_decode(), "{error:?}");
        assert_quotes_nothing(&error);
    }
}

/// The first record is broken, and the others are read.
#[tokio::test]
async fn a_broken_record_is_an_error_that_quotes_nothing() {
    let broken = [
        changed(r#""INSERT""#, r#""SOMETHING""#),
        changed(r#"{ "B": "AP8K" }"#, r#"{ "B": "bolt!" }"#),
        changed(r#"{ "S": "bolt" }"#, r#"{ "S": 1234567 }"#),
        changed(r#"{ "S": "bolt" }"#, r#"{ "X": "bolt" }"#),
        changed(r#""Keys""#, r#""Kyes""#),
    ];
    for text in broken {
        let event = StreamEvent::from_json(text.as_bytes()).unwrap();
        assert_eq!(event.records.iter().filter(|record| record.is_ok()).count(), event.records.len() - 1);
        let error = Change::<Part>::try_from_record(event.records[0].clone()).unwrap_err();
        assert!(error.is_decode() && error.to_string().contains("in record 100000000000000000111"), "{error}");
        assert_quotes_nothing(&error);
        assert_quotes_nothing(event.records[0].as_ref().unwrap_err());
        let response = event.each(|_: Change<Part>| async { Ok::<(), Error>(()) }).await;
        assert_eq!(response.failed(), Some("100000000000000000111"));
        assert_quotes_nothing(response.error().unwrap());
    }
}

/// What comes before it is handled, and Lambda is told to begin with it again.
#[tokio::test]
async fn a_broken_record_fails_alone() {
    let text = changed(r#""MODIFY""#, r#""SOMETHING""#);
    let mut seen = Vec::new();
    let response = StreamEvent::from_json(text.as_bytes()).unwrap().each(|change: Change<Part>| {
        seen.push(change.sequence_number.unwrap());
        async { Ok::<(), Error>(()) }
    });
    assert_eq!(response.await.failed(), Some("100000000000000000333"));
    assert_eq!(seen, ["100000000000000000111"]);
    // One without a number is the whole batch to Lambda.
    let event: StreamEvent = serde_json::from_value(serde_json::json!({ "Records": [{}] })).unwrap();
    assert_eq!(event.each(|_: Change<Part>| async { Ok::<(), Error>(()) }).await.failed(), Some(""));
}

#[derive(Debug, PartialEq, DynamoTable)]
#[dynamo(table = "app")]
#[pk("NOTE#{id}")]
struct Note {
    id: String,
    #[serde(skip)]
    seen: Rc<Cell<bool>>,
}

#[derive(Debug, PartialEq, DynamoEntities)]
enum Local {
    Note(Note),
}

/// A type need not go from thread to thread.
#[test]
fn what_stays_in_its_thread_is_read() {
    let record = serde_json::json!({
        "eventName": "INSERT",
        "dynamodb": { "Keys": { "PK": { "S": "NOTE#7" } }, "NewImage": { "PK": { "S": "NOTE#7" }, "id": { "S": "7" } } },
    });
    let of_type = Change::<Note>::from_record(record.clone()).unwrap();
    let of_enum = Change::<Local>::from_record(record).unwrap();
    assert_eq!(of_enum.new, of_type.new.map(Local::Note));
}
