//! Spans and events: what they name, and what they do not.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use dynamo_core::backend::BoxFuture;
use dynamo_core::middleware::{Layer, Next};
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::response::{Reply, Rows};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::canned::Canned;
use crate::listen::listen;
use crate::{Part, part};

/// Writes down what it is told, a line each.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // How long it took is different each time.
        let value = if field.name() == "elapsed" { &"…" } else { value };
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Notes {
    fn note(&self, what: String, record: impl FnOnce(&mut Line)) {
        let mut line = Line(what);
        record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "dynamo_core"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.note("span".into(), |line| span.record(line));
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, values: &Record<'_>) {
        self.note("recorded".into(), |line| values.record(line));
    }

    fn event(&self, event: &Event<'_>) {
        self.note(event.metadata().level().to_string(), |line| event.record(line));
    }

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}
    fn enter(&self, _span: &Id) {}
    fn exit(&self, _span: &Id) {}
}

async fn noted<O>(call: impl Future<Output = O>) -> (O, Vec<String>) {
    let notes = Notes::default();
    let guard = listen(notes.clone());
    let done = call.await;
    drop(guard);
    (done, notes.lines())
}

const SPAN: &str = r#"span otel.kind="client" otel.name="Query stock" db.system.name="aws.dynamodb" db.operation.name="Query" db.collection.name="stock" aws.dynamodb.index_name="by_place""#;

#[tokio::test]
async fn each_request_is_told_and_repeated_ones_are_warned_of() {
    let slow = br#"{"__type":"x#ThrottlingException","message":"p and a1"}"#.to_vec();
    let canned = Canned::replies([(400, slow), (200, br#"{"Items":[],"Count":0,"ScannedCount":3}"#.to_vec())]);
    let db = Db::from_client(canned.patient_client());
    let request = Request::Query(Arc::new(db.query(Part::by_place().partition("a1")).request().unwrap()));
    let (done, lines) = noted(db.execute(request, None)).await;
    done.unwrap();
    let place = r#"db.operation.name="Query" db.collection.name="stock" aws.dynamodb.index_name="by_place""#;
    let expected = [
        SPAN.to_owned(),
        format!(r#"DEBUG message=failed {place} attempt=1 http.response.status_code=400 elapsed="…""#),
        format!("WARN message=sent again {place} attempt=2"),
        format!(
            r#"DEBUG message=answered {place} attempt=2 aws.dynamodb.count=0 aws.dynamodb.scanned_count=3 consumed_capacity=0.0 elapsed="…""#
        ),
    ];
    assert_eq!(lines, expected);
}

/// Whether the queries that come by ask for their cost.
#[derive(Clone, Default)]
struct Asked(Arc<Mutex<Vec<bool>>>);

impl Layer for Asked {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        if let Request::Query(query) = &request {
            self.0.lock().unwrap().push(query.metered);
        }
        next.call(request, rows)
    }
}

/// What a call cost is asked for where somebody listens, and told by table and index.
#[tokio::test]
async fn capacity_is_told_by_index() {
    let capacity = r#"{"TableName":"stock","CapacityUnits":3.5,"Table":{"CapacityUnits":1.5},"GlobalSecondaryIndexes":{"by_place":{"CapacityUnits":2.0}}}"#;
    let canned = Canned::reply(format!(r#"{{"Items":[],"Count":0,"ScannedCount":0,"ConsumedCapacity":{capacity}}}"#));
    let asked = Asked::default();
    let db = Db::builder().layer(asked.clone()).from_client(canned.client());
    let (_, lines) = noted(async { db.query(Part::by_place().partition("a1")).page().await.unwrap() }).await;
    assert_eq!(*asked.0.lock().unwrap(), [true]);
    let told = r#"consumed_capacity=3.5 consumed_capacity.table=1.5 consumed_capacity.indexes="by_place=2""#;
    assert!(lines.last().is_some_and(|line| line.contains(told)), "{lines:#?}");
}

#[tokio::test]
async fn failures_are_told_by_their_kind_and_code() {
    let invalid = br#"{"__type":"x#ValidationException","message":"p and a1"}"#.to_vec();
    let db = Db::from_client(Canned::replies([(400, invalid)]).client());
    let (done, lines) = noted(async { db.put(&part()).await }).await;
    done.unwrap_err();
    let recorded: Vec<_> = lines.iter().filter(|line| line.starts_with("recorded")).collect();
    assert_eq!(
        recorded,
        [r#"recorded error.type="InvalidRequest""#, r#"recorded db.response.status_code="ValidationException""#]
    );
    assert_eq!(lines.iter().filter(|line| line.starts_with("DEBUG")).count(), 1);
    assert!(lines.iter().all(|line| !line.contains("a1")), "{lines:#?}");
}

#[derive(Clone, DynamoTable)]
#[dynamo(table = "doors")]
struct Door {
    #[pk]
    id: String,
    #[dynamo(sensitive)]
    code: u32,
}

/// Keys and values are told where that is asked for, and those of sensitive attributes never.
#[tokio::test]
async fn values_are_told_when_they_are_asked_for() {
    let canned = Canned::reply("{}");
    let plain = Db::from_client(canned.client());
    let (_, lines) = noted(async { plain.get(Door::key("front")).await.unwrap() }).await;
    assert!(lines.iter().all(|line| !line.contains("front")), "{lines:#?}");
    let db = Db::builder().trace_values().from_client(canned.client());
    let door = Door { id: "front".into(), code: 4711 };
    let (_, lines) = noted(async { db.put(&door).only_if(|d| d.code().eq(815)).await.unwrap() }).await;
    let told: Vec<_> = lines.iter().filter(|line| line.starts_with("recorded db.query.text=")).collect();
    assert_eq!(told.len(), 1, "{lines:#?}");
    assert!(told[0].contains("front") && told[0].contains("doors"), "{told:?}");
    assert!(lines.iter().all(|line| !line.contains("4711") && !line.contains("815")), "{lines:#?}");
}
