//! What engines say in words, which may quote what was sent.

use std::error::Error as _;
use std::sync::Arc;

use dynamo_core::prelude::*;
use dynamo_core::request::Request;

use crate::canned::Canned;
use crate::{Part, part};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "patients")]
struct Patient {
    #[pk]
    id: String,
    card: Card,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Card {
    #[dynamo(sensitive)]
    number: u64,
    next: Vec<Card>,
}

fn canned(code: &str) -> Canned {
    let body = format!(r#"{{"__type":"x#{code}","message":"operand 77777 is not allowed"}}"#);
    Canned::replies([(400, body.into_bytes())])
}

fn patient() -> Patient {
    Patient { id: "p".into(), card: Card { number: 77_777, next: Vec::new() } }
}

/// All that an error shows, with what caused it.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?}");
    let mut next = error.source();
    while let Some(cause) = next {
        text += &format!(" {cause} {cause:?}");
        next = cause.source();
    }
    text
}

#[tokio::test]
async fn are_left_out_where_a_type_holds_anything_sensitive() {
    for code in ["ValidationException", "SomethingElse", "ThrottlingException"] {
        let db = Db::from_client(canned(code).client());
        let put = db.put(&patient()).await.unwrap_err();
        let once = db.put(&patient()).exactly_once().await.unwrap_err();
        let get = db.get(Patient::key("p")).await.unwrap_err();
        let request = Request::Put(Arc::new(db.put(&patient()).request().unwrap()));
        let plain = db.execute(request, None).await.unwrap_err();
        for error in [put, once, get, plain] {
            let text = shown(&error);
            assert!(!text.contains("77777") && text.contains(code), "{text}");
            assert_eq!(error.code(), Some(code));
        }
    }
}

#[tokio::test]
async fn are_handed_on_otherwise() {
    let db = Db::from_client(canned("ValidationException").client());
    let error = db.put(&part()).await.unwrap_err();
    assert!(error.is_invalid_request() && error.to_string().contains("77777"), "{error}");
    assert_eq!(error.code(), Some("ValidationException"));
}

#[tokio::test]
async fn of_a_cancellation_are_left_out_too() {
    let body = r#"{"__type":"x#TransactionCanceledException","message":"77777",
        "CancellationReasons":[{"Code":"ValidationError","Message":"operand 77777"}]}"#;
    let db = Db::from_client(Canned::replies([(400, body.into())]).client());
    let error = db.put(&patient()).exactly_once().await.unwrap_err();
    assert!(error.is_invalid_request() && !shown(&error).contains("77777"), "{}", shown(&error));
}

#[test]
fn values_on_their_way_are_not_printed() {
    use dynamo_core::backend::Trace;
    use dynamo_core::request::{Placeholders, VersionCheck};

    let db = Db::offline();
    let mut placeholders = Placeholders::default();
    let delete = db.delete(Patient::key("p")).only_if(|p| p.card().number().eq(77_777)).request().unwrap();
    placeholders.condition(&delete.condition.unwrap()).unwrap();
    let mut update = db.update(Patient::key("p")).set(|p| p.card().number().set(77_777)).request().unwrap();
    update.version = VersionCheck::Is(1);
    let put = Arc::new(db.put(&patient()).request().unwrap());
    let traces = (Trace::Put(put), Trace::of_update(&update).unwrap());
    let text = format!("{placeholders:?} {traces:?}");
    assert!(!text.contains("77777") && text.contains("card"), "{text}");
}

#[tokio::test]
async fn a_missing_index_is_told_by_what_the_table_has() {
    let invalid = br#"{"__type":"x#ValidationException","message":"no"}"#.to_vec();
    let table = |index: &str| format!(r#"{{"Table":{{"GlobalSecondaryIndexes":[{{"IndexName":"{index}"}}]}}}}"#);
    let query = async |canned: &Canned| {
        let db = Db::from_client(canned.client());
        let request = db.query(Part::by_place().partition("a1")).request().unwrap();
        db.execute(Request::Query(Arc::new(request)), None).await.unwrap_err()
    };
    let missing = Canned::replies([(400, invalid.clone()), (200, table("other").into_bytes())]);
    assert_eq!(query(&missing).await.kind(), &ErrorKind::MissingIndex { index: "by_place".into() });
    let there = Canned::replies([(400, invalid.clone()), (200, table("by_place").into_bytes())]);
    assert!(query(&there).await.is_invalid_request());
    // Whoever may not look is told what the engine said.
    let denied = br#"{"__type":"x#AccessDeniedException","message":"no"}"#.to_vec();
    let blind = Canned::replies([(400, invalid), (400, denied)]);
    assert!(query(&blind).await.is_invalid_request());
    assert_eq!((missing.calls(), there.calls(), blind.calls()), (2, 2, 2));
}
