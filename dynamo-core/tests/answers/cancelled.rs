//! Transactions that are cancelled: why, for each operation.

use std::sync::Arc;
use std::time::SystemTime;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::prelude::*;
use dynamo_core::request::{
    Check, KeyAttributes, Labelled, Presence, Request, TransactOperation, TransactWrite, VersionCheck,
};
use dynamo_core::table::DynamoTable as _;

use crate::canned::Canned;
use crate::{Part, part};

const ITEM: &str = r#"{"id":{"S":"p"},"place":{"S":"a1"},"count":{"N":"9"},"rev":{"N":"7"}}"#;

fn cancelled(reasons: &[&str]) -> Canned {
    let body = format!(
        r#"{{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","message":"cancelled",
           "CancellationReasons":[{}]}}"#,
        reasons.join(",")
    );
    Canned::replies([(400, body.into_bytes())])
}

fn operations() -> Vec<Labelled> {
    let db = Db::offline();
    let key = |id: &str| KeyAttributes::new(("id", AttributeValue::S(id.into())), None);
    let check = Check {
        schema: Part::SCHEMA,
        table: "stock".into(),
        key: key("c"),
        presence: Presence::Required,
        now: SystemTime::now(),
        version: VersionCheck::None,
        condition: None,
    };
    let update = db.update(Part::key("u")).at_version(3).set(|p| p.place().set("b2")).request().unwrap();
    let put = db.create(&part()).request().unwrap();
    let delete = db.delete(Part::key("d")).unversioned().only_if(|p| p.count().eq(0)).request().unwrap();
    vec![
        Labelled { label: Some("new part".into()), operation: TransactOperation::Put(put) },
        TransactOperation::Update(update).into(),
        TransactOperation::Delete(delete).into(),
        Labelled { label: None, operation: TransactOperation::Check(check) },
    ]
}

async fn send(canned: &Canned) -> Error {
    let db = Db::from_client(canned.client());
    let request = Request::TransactWrite(Arc::new(TransactWrite::new(operations())));
    db.execute(request, None).await.unwrap_err()
}

#[tokio::test]
async fn each_operation_is_told_as_it_would_be_alone() {
    let held = format!(r#"{{"Code":"ConditionalCheckFailed","Item":{ITEM}}}"#);
    let gone = r#"{"Code":"ConditionalCheckFailed"}"#;
    let canned = cancelled(&[&held, &held, gone, gone]);
    let error = send(&canned).await;
    assert!(error.is_transaction_cancelled(), "{error:?}");
    assert_eq!(canned.calls(), 1, "a refusal is not sent again");
    let reasons = error.cancellation_reasons();
    let kinds: Vec<_> = reasons.iter().map(|reason| (reason.index(), reason.label(), reason.kind().clone())).collect();
    let conflict = ErrorKind::VersionConflict { expected: 3, found: Some(7) };
    let expected = [
        (0, Some("new part"), ErrorKind::AlreadyExists),
        (1, None, conflict),
        (2, None, ErrorKind::ConditionFailed),
        (3, None, ErrorKind::NotFound),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(reasons[0].error().current::<Part>().unwrap().unwrap().count, 9);
    assert_eq!(reasons[2].error().current_item(), None);
    assert_eq!((error.operation(), reasons[0].error().table()), (Some("TransactWriteItems"), Some("stock")));
}

#[tokio::test]
async fn operations_without_fault_are_left_out() {
    let none = r#"{"Code":"None"}"#;
    let large = r#"{"Code":"ItemCollectionSizeLimitExceeded","Message":"10 GB"}"#;
    let error = send(&cancelled(&[none, large, r#"{"Code":"TransactionConflict"}"#, none])).await;
    let kinds: Vec<_> = error.cancellation_reasons().iter().map(|reason| (reason.index(), reason.kind())).collect();
    assert_eq!(kinds, [(1, &ErrorKind::ItemCollectionTooLarge), (2, &ErrorKind::TransactionConflict)]);
}

#[tokio::test]
async fn what_is_no_operations_fault_is_told_by_its_kind() {
    let (none, slow) = (r#"{"Code":"None"}"#, r#"{"Code":"ThrottlingError"}"#);
    let error = send(&cancelled(&[slow, none, none, none])).await;
    assert!(error.is_throttled(), "{error:?}");
    assert!(error.to_string().starts_with("throttled: operation 0 (\"new part\") (TransactWriteItems"), "{error}");
    assert_eq!(error.cancellation_reasons()[0].error().table(), Some("stock"));
    let invalid = r#"{"Code":"ValidationError","Message":"the document path is invalid"}"#;
    let error = send(&cancelled(&[none, invalid, none, none])).await;
    assert!(error.is_invalid_request(), "{error:?}");
    assert!(error.to_string().contains("operation 1: the document path"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_conflict_is_tried_ten_times() {
    let canned = cancelled(&[r#"{"Code":"None"}"#, r#"{"Code":"TransactionConflict"}"#]);
    let error = send(&canned).await;
    assert!(error.is_transaction_conflict(), "{error:?}");
    let reasons: Vec<_> = error.cancellation_reasons().iter().map(|reason| (reason.index(), reason.kind())).collect();
    assert_eq!(reasons, [(1, &ErrorKind::TransactionConflict)]);
    assert!(error.to_string().contains("at work on the item: operation 1 (TransactWriteItems"), "{error}");
    assert!(canned.calls() > 5 && canned.calls() <= 10, "{}", canned.calls());
}

#[tokio::test]
async fn what_no_engine_takes_is_not_sent() {
    let canned = Canned::reply("{}");
    let db = Db::from_client(canned.client());
    let refused = async |operations: Vec<Labelled>| {
        let request = Request::TransactWrite(Arc::new(TransactWrite::new(operations)));
        let error = db.execute(request, None).await.unwrap_err();
        assert!(error.is_invalid_request(), "{error}");
        error.to_string()
    };
    let delete = |id: &str| {
        let request = db.delete(Part::key(id)).unversioned().request().unwrap();
        Labelled::from(TransactOperation::Delete(request))
    };
    assert!(refused(Vec::new()).await.contains("has 0"));
    assert!(refused((0..101).map(|id| delete(&id.to_string())).collect()).await.contains("has 101"));
    let twice = refused(vec![delete("a"), delete("b"), delete("a")]).await;
    assert!(twice.contains("operation 0 and operation 2 are on one item"), "{twice}");
    let large = |id: usize| {
        let part = Part { id: id.to_string(), note: Some("x".repeat(300_000)), ..part() };
        Labelled::from(TransactOperation::Put(db.put(&part).request().unwrap()))
    };
    assert!(refused((0..14).map(large).collect()).await.contains("limit is 4194304"));
    assert_eq!(canned.calls(), 0);
    // What is just within both limits goes.
    let request = TransactWrite::new((0..13).map(large).chain((100..187).map(|id| delete(&id.to_string()))).collect());
    db.execute(Request::TransactWrite(Arc::new(request)), None).await.unwrap();
    assert_eq!(canned.calls(), 1);
}

#[test]
fn tokens_differ() {
    let tokens: std::collections::HashSet<_> = (0..1000).map(|_| TransactWrite::new(Vec::new()).token).collect();
    assert_eq!(tokens.len(), 1000);
    assert!(tokens.iter().all(|token| (1..=36).contains(&token.len())));
}
