//! The SDK's errors as ours. Codes decide, never the text of a message.

use std::error::Error as StdError;

use aws_sdk_dynamodb::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::create_table::CreateTableError;
use aws_sdk_dynamodb::types::ThrottlingReason;
use aws_sdk_dynamodb::types::error as exceptions;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;

use super::unsent;
use crate::backend::refused;
use crate::error::{Error, ErrorKind};
use crate::request::Expectation;

/// Whatever an operation of the SDK failed with.
pub(crate) fn failure<E>(error: SdkError<E, HttpResponse>) -> Error
where
    E: StdError + ProvideErrorMetadata + Send + Sync + 'static,
{
    let (kind, message) = match &error {
        SdkError::ServiceError(service) => {
            let status = service.raw().status().as_u16();
            (service_kind(service.err(), status), service.err().message().map(str::to_owned))
        }
        SdkError::TimeoutError(_) => (ErrorKind::Timeout, None),
        SdkError::DispatchFailure(failure) => {
            let reason = deepest(&error);
            let kind = failure.as_connector_error().map(|error| unsent_kind(error, reason.as_deref()));
            (kind.unwrap_or(ErrorKind::Unavailable), reason)
        }
        SdkError::ResponseError(_) => (ErrorKind::Unavailable, deepest(&error)),
        SdkError::ConstructionFailure(_) => {
            let reason = deepest(&error).unwrap_or_else(|| "the request cannot be built".to_owned());
            (ErrorKind::InvalidRequest { reason }, None)
        }
        _ => (ErrorKind::Other { code: "unknown".to_owned() }, deepest(&error)),
    };
    let failed = coded(Error::new(kind), error.code());
    let told = matches!(failed.kind(), ErrorKind::InvalidRequest { .. } | ErrorKind::Timeout);
    let failed = match message {
        Some(message) if !told => failed.with_message(message),
        _ => failed,
    };
    match error {
        // Its raw reply may be an item.
        SdkError::ResponseError(_) => failed,
        error => failed.caused_by(error),
    }
}

fn coded(error: Error, code: Option<&str>) -> Error {
    match code {
        Some(code) => error.with_code(code),
        None => error,
    }
}

/// What a request comes to that was not sent, or whose connection failed.
fn unsent_kind(error: &ConnectorError, reason: Option<&str>) -> ErrorKind {
    if unsent::has_no_credentials(error) {
        ErrorKind::AccessDenied
    } else if error.is_user() || unsent::has_no_endpoint(error) {
        ErrorKind::InvalidRequest { reason: reason.unwrap_or("the request cannot be sent").to_owned() }
    } else if error.is_timeout() && !unsent::was_never_connected(error) {
        ErrorKind::Timeout
    } else {
        ErrorKind::Unavailable
    }
}

/// What the SDK's builders refuse: something that is required is missing.
pub(super) fn unbuildable(error: BuildError) -> Error {
    Error::invalid_request(error.to_string())
}

/// Whatever a conditional write failed with.
pub(super) fn write_failure<E>(error: SdkError<E, HttpResponse>, expected: Expectation) -> Error
where
    E: StdError + ProvideErrorMetadata + Send + Sync + 'static,
{
    let service = error.as_service_error().map(|service| service as &(dyn StdError + 'static));
    match service.and_then(find::<exceptions::ConditionalCheckFailedException>) {
        Some(check) => {
            // The SDK's error is not passed on: it prints the whole item, sensitive attributes too.
            refused(expected, check.item.clone().filter(|item| !item.is_empty()))
        }
        None => failure(error),
    }
}

/// The exception of this type in a chain of causes.
pub(super) fn find<'e, X: StdError + 'static>(error: &'e (dyn StdError + 'static)) -> Option<&'e X> {
    causes(error).find_map(|error| error.downcast_ref())
}

/// An error and what caused it, from the outside in.
pub(super) fn causes<'e>(error: &'e (dyn StdError + 'static)) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    let mut next = Some(error);
    std::iter::from_fn(move || {
        let error = next?;
        next = error.source();
        Some(error)
    })
}

/// What the last cause says: the outer ones only say that there is one.
fn deepest(error: &(dyn StdError + 'static)) -> Option<String> {
    causes(error).skip(1).last().map(ToString::to_string)
}

fn service_kind<E: StdError + ProvideErrorMetadata + 'static>(error: &E, status: u16) -> ErrorKind {
    match error.code().unwrap_or_default() {
        "ResourceNotFoundException" | "TableNotFoundException" => ErrorKind::MissingTable,
        // Elsewhere it says that the table is being changed.
        "ResourceInUseException" if find::<CreateTableError>(error).is_some() => ErrorKind::AlreadyExists,
        "TableAlreadyExistsException" | "DuplicateItemException" => ErrorKind::AlreadyExists,
        "ConditionalCheckFailedException" => ErrorKind::ConditionFailed,
        "TransactionConflictException" | "TransactionInProgressException" | "ReplicatedWriteConflictException" => {
            ErrorKind::TransactionConflict
        }
        "ItemCollectionSizeLimitExceededException" => ErrorKind::ItemCollectionTooLarge,
        code if THROTTLED.contains(&code) => ErrorKind::Throttled { reasons: reasons(error) },
        code if DENIED.contains(&code) => ErrorKind::AccessDenied,
        code if REFUSED.contains(&code) => {
            let reason = error.message().unwrap_or("the engine refuses the request").to_owned();
            ErrorKind::InvalidRequest { reason }
        }
        "InternalServerError" | "InternalFailure" | "ServiceUnavailable" | "ServiceUnavailableException" => {
            ErrorKind::Unavailable
        }
        "RequestTimeout" | "RequestTimeoutException" => ErrorKind::Timeout,
        _ if status >= 500 => ErrorKind::Unavailable,
        "" => silent_kind(status),
        code => ErrorKind::Other { code: code.to_owned() },
    }
}

/// The codes of an engine that asks to slow down.
const THROTTLED: &[&str] = &[
    "LimitExceededException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
];

/// Those that speak of credentials, signatures and permissions.
const DENIED: &[&str] = &[
    "AccessDenied",
    "AccessDeniedException",
    "ExpiredToken",
    "ExpiredTokenException",
    "IncompleteSignature",
    "IncompleteSignatureException",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "MissingAuthenticationToken",
    "MissingAuthenticationTokenException",
    "NotAuthorized",
    "OptInRequired",
    "RequestExpired",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
];

/// Those of requests that no engine would take.
const REFUSED: &[&str] = &[
    "IdempotentParameterMismatchException",
    "MalformedHttpRequestException",
    "RequestEntityTooLargeException",
    "SerializationException",
    "ValidationError",
    "ValidationException",
];

/// An answer without a code: whatever stands between us and the engine has only a status to give.
fn silent_kind(status: u16) -> ErrorKind {
    match status {
        // The engine agreed, and the SDK cannot read what it said: the reply was cut short or mangled on its way.
        0..300 => ErrorKind::Unavailable,
        408 => ErrorKind::Timeout,
        429 => ErrorKind::Throttled { reasons: Vec::new() },
        _ => ErrorKind::Other { code: format!("status {status}") },
    }
}

/// Why it was throttled, as far as it is said.
fn reasons<E: StdError + 'static>(error: &E) -> Vec<String> {
    let given: Option<&[ThrottlingReason]> = find::<exceptions::ThrottlingException>(error)
        .map(exceptions::ThrottlingException::throttling_reasons)
        .or_else(|| {
            find::<exceptions::ProvisionedThroughputExceededException>(error)
                .map(exceptions::ProvisionedThroughputExceededException::throttling_reasons)
        })
        .or_else(|| {
            find::<exceptions::RequestLimitExceeded>(error).map(exceptions::RequestLimitExceeded::throttling_reasons)
        });
    let words = given.unwrap_or_default().iter().filter_map(ThrottlingReason::reason);
    words.map(str::to_owned).collect()
}
