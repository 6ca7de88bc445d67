//! Every error code that AWS documents for the operations we send, and those that all its services have in common.

use std::sync::Arc;
use std::time::Duration;

use dynamo_core::error::CancellationReason;
use dynamo_core::middleware::{Backoff, Breaker, BreakerState};
use dynamo_core::prelude::*;
use dynamo_core::request::Request;

use crate::canned::Canned;
use crate::sent::Sent;
use crate::{Says, said};

/// What the engine says in words.
const WORDS: &str = "as the engine puts it";

fn reply(code: &str) -> Vec<u8> {
    format!(r#"{{"__type":"com.amazonaws.dynamodb.v20120810#{code}","message":"{WORDS}"}}"#).into_bytes()
}

/// What a request comes to that is answered so, behind one failure of the engine.
async fn answered(sent: Sent, status: u16, body: Vec<u8>) -> (Error, Says) {
    let failure = (500, reply("InternalServerError"));
    let canned = Canned::replies([failure, (status, body)]);
    let db = Db::builder()
        .breaker(Breaker::new().failures(2))
        .backoff(Backoff { attempts: 1, ..Backoff::default() })
        .from_client(canned.client());
    db.execute(Sent::DescribeTable.request(&db), None).await.unwrap_err();
    assert_eq!(db.breaker().state(), BreakerState::Closed { failures: 1 });
    let error = match db.execute(sent.request(&db), None).await {
        Err(error) => {
            assert_eq!(error.table(), Some("stock"), "{error:?}");
            error
        }
        // A batch that is throttled is given up, and says so beside what is left.
        Ok(reply) => {
            assert_eq!(reply.unprocessed.len(), 1);
            reply.stopped.unwrap()
        }
    };
    (error, said(&db))
}

/// The status and code of an answer, and what it is to be.
type Row = (u16, &'static str, ErrorKind, Says);

fn throttled() -> ErrorKind {
    ErrorKind::Throttled { reasons: Vec::new() }
}

fn refused() -> ErrorKind {
    ErrorKind::InvalidRequest { reason: WORDS.into() }
}

fn other(code: &str) -> ErrorKind {
    ErrorKind::Other { code: code.into() }
}

/// What any operation may be answered: DynamoDB's own list, and that of all services.
fn common() -> Vec<Row> {
    let denied = [
        (400, "AccessDeniedException"),
        (400, "ExpiredTokenException"),
        (400, "IncompleteSignature"),
        (400, "IncompleteSignatureException"),
        (403, "InvalidClientTokenId"),
        (400, "InvalidSignatureException"),
        (403, "MissingAuthenticationToken"),
        (400, "MissingAuthenticationTokenException"),
        (400, "NotAuthorized"),
        (403, "OptInRequired"),
        (400, "RequestExpired"),
        (403, "SignatureDoesNotMatch"),
        (400, "UnrecognizedClientException"),
    ];
    let invalid = [
        (400, "MalformedHttpRequestException"),
        (413, "RequestEntityTooLargeException"),
        (400, "SerializationException"),
        (400, "ValidationError"),
        (400, "ValidationException"),
    ];
    let slow = [
        (400, "LimitExceededException"),
        (400, "ProvisionedThroughputExceededException"),
        (400, "RequestLimitExceeded"),
        (400, "ThrottlingException"),
        (429, "TooManyRequestsException"),
        (503, "SlowDown"),
    ];
    let down = [
        (500, "InternalFailure"),
        (500, "InternalServerError"),
        (503, "ServiceUnavailable"),
        (503, "ServiceUnavailableException"),
        (500, "SomethingElse"),
    ];
    let rest =
        [(400, "RequestAbortedException"), (404, "UnknownOperationException"), (421, "InvalidEndpointException")];
    let denied = denied.map(|(status, code)| (status, code, ErrorKind::AccessDenied, Says::Answer));
    let invalid = invalid.map(|(status, code)| (status, code, refused(), Says::Answer));
    let slow = slow.map(|(status, code)| (status, code, throttled(), Says::Failure));
    let down = down.map(|(status, code)| (status, code, ErrorKind::Unavailable, Says::Failure));
    let rest = rest.map(|(status, code)| (status, code, other(code), Says::Answer));
    let late = [(408, "RequestTimeoutException", ErrorKind::Timeout, Says::Failure)];
    denied.into_iter().chain(invalid).chain(slow).chain(down).chain(rest).chain(late).collect()
}

/// What the operation's own page lists beside.
fn own(sent: Sent) -> Vec<Row> {
    let missing = (400, "ResourceNotFoundException", ErrorKind::MissingTable, Says::Answer);
    let full = (400, "ItemCollectionSizeLimitExceededException", ErrorKind::ItemCollectionTooLarge, Says::Answer);
    let elsewhere = (400, "ReplicatedWriteConflictException", ErrorKind::TransactionConflict, Says::Answer);
    let write = |refusal: ErrorKind| {
        let conflict = (400, "TransactionConflictException", ErrorKind::TransactionConflict, Says::Answer);
        let condition = (400, "ConditionalCheckFailedException", refusal, Says::Answer);
        vec![missing.clone(), full.clone(), elsewhere.clone(), conflict, condition]
    };
    match sent {
        Sent::Get | Sent::Query | Sent::Scan | Sent::BatchGet | Sent::DescribeTable | Sent::DescribeTtl => {
            vec![missing]
        }
        Sent::Put | Sent::Create | Sent::Delete | Sent::DeleteIf => write(ErrorKind::ConditionFailed),
        // It comes without an item: there was none to update.
        Sent::Update | Sent::Increment => write(ErrorKind::NotFound),
        Sent::BatchWrite => vec![missing, full, elsewhere],
        Sent::TransactGet => {
            let cancelled = ErrorKind::TransactionCancelled(Vec::new());
            vec![missing, (400, "TransactionCanceledException", cancelled, Says::Answer)]
        }
        Sent::Transact => vec![
            missing,
            (400, "IdempotentParameterMismatchException", refused(), Says::Answer),
            // The engine is still at our own first attempt, of which nobody knows how it ends.
            (400, "TransactionInProgressException", ErrorKind::OutcomeUnknown, Says::Answer),
            (400, "TransactionCanceledException", ErrorKind::TransactionCancelled(Vec::new()), Says::Answer),
        ],
        Sent::CreateTable => vec![(400, "ResourceInUseException", ErrorKind::AlreadyExists, Says::Answer)],
        Sent::UpdateTable | Sent::DeleteTable | Sent::UpdateTtl => {
            vec![missing, (400, "ResourceInUseException", other("ResourceInUseException"), Says::Answer)]
        }
    }
}

fn hint(kind: &ErrorKind) -> Option<Duration> {
    match kind {
        ErrorKind::Throttled { .. } | ErrorKind::Unavailable | ErrorKind::Timeout => Some(Duration::from_secs(1)),
        ErrorKind::TransactionConflict => Some(Duration::from_millis(50)),
        _ => None,
    }
}

#[tokio::test]
async fn every_code_of_every_operation_has_its_kind() {
    let mut seen = 0;
    for sent in Sent::ALL {
        for (status, code, kind, says) in common().into_iter().chain(own(sent)) {
            // A server that fails by itself may have failed behind the write.
            let is_throttled_batch = sent == Sent::BatchWrite && matches!(kind, ErrorKind::Throttled { .. });
            let is_unknown = status >= 500 && (sent.is_once() || is_throttled_batch);
            let kind = if is_unknown { ErrorKind::OutcomeUnknown } else { kind };
            let (error, breaker) = answered(sent, status, reply(code)).await;
            assert_eq!(error.kind(), &kind, "{sent:?} {code}: {error:?}");
            assert_eq!(breaker, says, "{sent:?} {code}");
            assert_eq!(error.retry_hint(), hint(&kind), "{sent:?} {code}");
            // A refused condition is told without the engine's words, a cancellation by its reasons.
            if code != "ConditionalCheckFailedException" {
                assert_eq!(error.code(), Some(code), "{sent:?}");
            }
            seen += 1;
        }
    }
    assert!(seen > 500, "{seen}");
}

#[tokio::test]
async fn a_status_without_a_code_has_its_kind() {
    let rows = [
        (403, other("status 403"), Says::Answer),
        (404, other("status 404"), Says::Answer),
        (408, ErrorKind::Timeout, Says::Failure),
        (429, throttled(), Says::Failure),
        (500, ErrorKind::Unavailable, Says::Failure),
        (502, ErrorKind::Unavailable, Says::Failure),
        (503, ErrorKind::Unavailable, Says::Failure),
        (504, ErrorKind::Unavailable, Says::Failure),
    ];
    for sent in Sent::ALL {
        for (status, kind, says) in rows.clone() {
            let kind = if sent.is_once() && status >= 500 { ErrorKind::OutcomeUnknown } else { kind };
            for body in ["", "<html>not ours</html>"] {
                let (error, breaker) = answered(sent, status, body.into()).await;
                assert_eq!((error.kind(), breaker), (&kind, says), "{sent:?} {status} {body}: {error:?}");
            }
        }
    }
}

#[tokio::test]
async fn reasons_of_a_cancellation_decide_whether_it_is_a_failure() {
    let rows = [
        ("ThrottlingError", throttled(), Says::Failure),
        ("ProvisionedThroughputExceeded", throttled(), Says::Failure),
        ("RequestLimitExceeded", throttled(), Says::Failure),
        ("TransactionConflict", ErrorKind::TransactionConflict, Says::Answer),
    ];
    for (code, kind, says) in rows {
        let body = format!(
            r#"{{"__type":"x#TransactionCanceledException","message":"no","CancellationReasons":[{{"Code":"{code}"}}]}}"#
        );
        let (error, breaker) = answered(Sent::Transact, 400, body.into_bytes()).await;
        assert_eq!((error.kind(), breaker), (&kind, says), "{code}");
    }
    let refused = ErrorKind::InvalidRequest { reason: "the engine refuses the operation".to_owned() };
    let rows = [
        ("ConditionalCheckFailed", ErrorKind::ConditionFailed),
        ("ItemCollectionSizeLimitExceeded", ErrorKind::ItemCollectionTooLarge),
        ("ValidationError", refused),
        ("AccessDenied", ErrorKind::AccessDenied),
    ];
    for (code, kind) in rows {
        let body = format!(
            r#"{{"__type":"x#TransactionCanceledException","message":"no","CancellationReasons":[{{"Code":"{code}"}}]}}"#
        );
        let (error, breaker) = answered(Sent::Transact, 400, body.into_bytes()).await;
        let kinds: Vec<_> = error.cancellation_reasons().iter().map(CancellationReason::kind).collect();
        assert_eq!((kinds, breaker), (vec![&kind], Says::Answer), "{code}: {error:?}");
        // What the engine could not read is that for the whole transaction.
        let is_cancelled = error.is_transaction_cancelled();
        assert_eq!(is_cancelled, code != "ValidationError", "{code}: {error:?}");
    }
}

#[tokio::test]
async fn a_lost_answer_counts_unless_the_next_one_came() {
    let item = r#""Item":{"id":{"S":"p"},"count":{"N":"9"}}"#;
    let refusal = format!(r#"{{"__type":"x#ConditionalCheckFailedException","message":"no",{item}}}"#);
    let failure = (500, reply("InternalServerError"));
    for (answers, says) in [
        (vec![failure.clone(), (400, refusal.into_bytes())], Says::Answer),
        (vec![failure.clone(), (400, reply("ConditionalCheckFailedException"))], Says::Answer),
        (vec![failure.clone(), (400, reply("AccessDeniedException"))], Says::Answer),
        (vec![failure.clone(), failure.clone(), failure.clone()], Says::Failure),
        (vec![(200, b"{".to_vec())], Says::Failure),
    ] {
        let canned = Canned::replies((0..3).map(|_| (503, Vec::new())).chain(answers));
        let db = Db::builder().breaker(Breaker::new().failures(2)).from_client(canned.patient_client());
        db.execute(Sent::DescribeTable.request(&db), None).await.unwrap_err();
        assert_eq!((canned.calls(), db.breaker().state()), (3, BreakerState::Closed { failures: 1 }));
        let error = db.execute(Sent::Create.request(&db), None).await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{error:?}");
        assert_eq!(said(&db), says, "{error:?}");
    }
}

#[tokio::test]
async fn what_is_found_before_anything_is_sent_says_nothing() {
    let canned = Canned::replies([(500, reply("InternalServerError")), (200, b"{}".to_vec())]);
    let db = Db::builder().breaker(Breaker::new().failures(2)).from_client(canned.client());
    db.execute(Sent::DescribeTable.request(&db), None).await.unwrap_err();
    let Request::TransactWrite(mut transact) = Sent::Transact.request(&db) else { panic!("a transaction") };
    Arc::make_mut(&mut transact).operations.clear();
    let error = db.execute(Request::TransactWrite(transact), None).await.unwrap_err();
    assert!(error.is_invalid_request() && error.code().is_none(), "{error:?}");
    assert_eq!((said(&db), canned.calls()), (Says::Nothing, 1));
    // And a row that does not fit says that somebody has answered.
    let item = r#"{"Item":{"id":{"N":"1"}}}"#;
    let canned = Canned::replies([(500, reply("InternalServerError")), (200, item.into())]);
    let db = Db::builder().breaker(Breaker::new().failures(2)).from_client(canned.client());
    db.execute(Sent::DescribeTable.request(&db), None).await.unwrap_err();
    assert!(db.get(crate::Part::key("p")).await.unwrap_err().is_decode());
    assert_eq!(said(&db), Says::Answer);
}
