//! Errors, as clients see them.

use std::time::Duration;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use dynamo_core::error::{Error, ErrorKind};
use serde_json::json;

/// Why a request failed.
#[derive(Debug)]
pub enum Failure {
    /// The library says so.
    Db(Error),
    /// The request itself is at fault.
    Request(StatusCode, &'static str),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Db(error)
    }
}

impl Failure {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Request(status, _) => *status,
            Self::Db(error) => status(error.kind()),
        }
    }

    /// What the client is told. Where the fault is not its own, that is nothing: the rest is for the log.
    fn detail(&self) -> String {
        match self {
            Self::Request(_, detail) => (*detail).to_owned(),
            Self::Db(error) if self.status().is_client_error() => error.kind().to_string(),
            Self::Db(_) => String::new(),
        }
    }
}

fn status(kind: &ErrorKind) -> StatusCode {
    match kind {
        // What the client has sent cannot be stored, or is no cursor of ours.
        ErrorKind::InvalidKey(_) | ErrorKind::Encode(_) | ErrorKind::InvalidCursor { .. } => StatusCode::BAD_REQUEST,
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::AlreadyExists | ErrorKind::ConditionFailed => StatusCode::CONFLICT,
        ErrorKind::VersionConflict { .. } => StatusCode::PRECONDITION_FAILED,
        ErrorKind::ItemTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        // It was done, or it was not: the client has to look.
        ErrorKind::OutcomeUnknown => StatusCode::BAD_GATEWAY,
        ErrorKind::Timeout => StatusCode::GATEWAY_TIMEOUT,
        ErrorKind::Throttled { .. }
        | ErrorKind::CircuitOpen { .. }
        | ErrorKind::TransactionConflict
        | ErrorKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        // A mistake of this program, or of whoever runs it.
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = self.status();
        if let (Self::Db(error), true) = (&self, status.is_server_error()) {
            eprintln!("{status}: {error}");
        }
        let body = json!({ "title": status.canonical_reason(), "status": status.as_u16(), "detail": self.detail() });
        let mut response = (status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Self::Db(error) = &self
            && status == StatusCode::SERVICE_UNAVAILABLE
            && let Some(pause) = error.retry_hint()
        {
            // Whole seconds, rounded up, so that nobody comes too early.
            let seconds = (pause + Duration::from_millis(999)).as_secs();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_status() {
        for (kind, expected) in [
            (ErrorKind::NotFound, 404),
            (ErrorKind::AlreadyExists, 409),
            (ErrorKind::ConditionFailed, 409),
            (ErrorKind::VersionConflict { expected: 1, found: Some(2) }, 412),
            (ErrorKind::InvalidCursor { reason: String::new() }, 400),
            (ErrorKind::ItemTooLarge { bytes: 500_000, largest: Vec::new() }, 413),
            (ErrorKind::Throttled { reasons: Vec::new() }, 503),
            (ErrorKind::CircuitOpen { retry_in: Duration::from_secs(12) }, 503),
            (ErrorKind::OutcomeUnknown, 502),
            (ErrorKind::Timeout, 504),
            (ErrorKind::AccessDenied, 500),
            (ErrorKind::MissingTable, 500),
        ] {
            assert_eq!(Failure::Db(Error::new(kind.clone())).status().as_u16(), expected, "{kind:?}");
        }
    }

    #[test]
    fn what_is_not_the_clients_fault_is_not_told() {
        let denied = Failure::Db(Error::new(ErrorKind::AccessDenied).in_table("orders").with_message("arn:secret"));
        assert_eq!(denied.detail(), "");
        let open = Failure::Db(Error::new(ErrorKind::CircuitOpen { retry_in: Duration::from_millis(11_900) }));
        assert_eq!(open.into_response().headers()[header::RETRY_AFTER], "12");
    }
}
