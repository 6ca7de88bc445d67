//! What is answered instead of what the engine says.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::ErrorKind;
use bytes::Bytes;
use http_body::Frame;
use serde_json::{Value, json};

use super::Fault;
use super::connector::whole;

pub(super) type Answer = Result<HttpResponse, ConnectorError>;

/// The answer of a fault that keeps a request with this body from the engine.
pub(super) fn instead(fault: Fault, request: &[u8]) -> Option<Answer> {
    let throttled = |code| refusal(code, "slow down");
    Some(match fault {
        Fault::ThroughputExceeded => throttled("ProvisionedThroughputExceededException"),
        Fault::Throttling => throttled("ThrottlingException"),
        Fault::RequestLimit => throttled("RequestLimitExceeded"),
        Fault::LimitExceeded => throttled("LimitExceededException"),
        Fault::OperationThrottled => cancelled(request, "ThrottlingError"),
        Fault::Conflict => conflict(request),
        Fault::InProgress => refusal("TransactionInProgressException", "it is being carried out"),
        Fault::Denied => refusal("AccessDeniedException", "you may not"),
        Fault::Refused => Err(broken(io::ErrorKind::ConnectionRefused)),
        Fault::Failed => failed(500, "InternalServerError"),
        Fault::Unavailable => failed(503, "ServiceUnavailable"),
        Fault::Timeout => Err(late()),
        Fault::Reset => Err(broken(io::ErrorKind::ConnectionReset)),
        _ => return None,
    })
}

/// What a fault makes of the engine's answer.
pub(super) async fn afterwards(fault: Fault, response: HttpResponse) -> Answer {
    match fault {
        Fault::FailedAfter => failed(500, "InternalServerError"),
        Fault::UnavailableAfter => failed(503, "ServiceUnavailable"),
        Fault::TimeoutAfter => Err(late()),
        Fault::ResetAfter => Err(broken(io::ErrorKind::ConnectionReset)),
        // hyper has no kind for it; the SDK's own client takes it for transient.
        Fault::ClosedAfter => {
            Err(ConnectorError::other("closed before the answer".into(), Some(ErrorKind::TransientError)))
        }
        Fault::CutShort => {
            let (status, body) = whole(response).await?;
            respond(status, SdkBody::from_body_1_x(Cut(Some(half(&body).to_vec().into()))))
        }
        Fault::Truncated => {
            let (status, body) = whole(response).await?;
            json(status, half(&body))
        }
        _ => Ok(response),
    }
}

/// An answer with this body.
pub(super) fn json(status: u16, body: &[u8]) -> Answer {
    respond(status, SdkBody::from(body))
}

fn respond(status: u16, body: SdkBody) -> Answer {
    let status = StatusCode::try_from(status).map_err(|error| ConnectorError::other(error.into(), None))?;
    let mut response = HttpResponse::new(status, body);
    response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
    Ok(response)
}

fn refusal(code: &str, message: &str) -> Answer {
    error(400, &json!({ "__type": format!("com.amazonaws.dynamodb.v20120810#{code}"), "message": message }))
}

fn failed(status: u16, code: &str) -> Answer {
    error(status, &json!({ "__type": format!("com.amazonaws.dynamodb.v20120810#{code}"), "message": "sorry" }))
}

fn error(status: u16, body: &Value) -> Answer {
    json(status, body.to_string().as_bytes())
}

fn conflict(request: &[u8]) -> Answer {
    match operations(request) {
        Some(_) => cancelled(request, "TransactionConflict"),
        None => refusal("TransactionConflictException", "a transaction is at work on the item"),
    }
}

/// A transaction that the last of its operations has cancelled.
fn cancelled(request: &[u8], code: &str) -> Answer {
    let operations = operations(request).unwrap_or(1);
    let reason = |at| match at + 1 == operations {
        true => json!({ "Code": code, "Message": "try again" }),
        false => json!({ "Code": "None" }),
    };
    let reasons: Vec<_> = (0..operations).map(reason).collect();
    let kind = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException";
    error(400, &json!({ "__type": kind, "message": "cancelled", "CancellationReasons": reasons }))
}

/// How many operations a transaction has; `None` of what is none.
fn operations(request: &[u8]) -> Option<usize> {
    let request: Value = serde_json::from_slice(request).ok()?;
    request.get("TransactItems")?.as_array().map(Vec::len)
}

fn late() -> ConnectorError {
    ConnectorError::timeout("no answer in time".into())
}

fn broken(kind: io::ErrorKind) -> ConnectorError {
    ConnectorError::io(io::Error::from(kind).into())
}

/// The first half, which is nothing whole: JSON ends with a brace.
fn half(body: &[u8]) -> &[u8] {
    &body[..body.len() / 2]
}

/// A body that breaks off.
struct Cut(Option<Bytes>);

impl http_body::Body for Cut {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        Poll::Ready(Some(match self.0.take() {
            Some(data) => Ok(Frame::data(data)),
            None => Err(io::ErrorKind::ConnectionReset.into()),
        }))
    }
}
