use std::error::Error as StdError;
use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::change::Change;
use super::json::{malformed, read};
use super::record::{IntoRecord, Record};
use crate::error::{DecodeError, Error, Result};
use crate::table::Streamed;

/// An event that AWS Lambda hands to a function behind a table's stream.
///
/// It deserializes, so that it can be what a handler of `lambda_runtime` takes: `LambdaEvent<StreamEvent>`. An event of another crate
/// that serializes as Lambda writes it becomes one by `serde_json::from_value(serde_json::to_value(event)?)?`.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::stream::{BatchResponse, Change, ChangeKind, StreamEvent};
///
/// # #[derive(Debug, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String }
/// async fn handle(event: StreamEvent) -> BatchResponse {
///     event.each(|change: Change<User>| async move {
///         println!("{:?} of {}", change.kind, change.key);
///         match change.kind {
///             ChangeKind::Remove => Err("not today"),
///             _ => Ok(()),
///         }
///     }).await
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let event = StreamEvent::from_json(br#"{"Records":[
///     {"eventName": "INSERT", "dynamodb": {"Keys": {"id": {"S": "u1"}}, "SequenceNumber": "111"}},
///     {"eventName": "REMOVE", "dynamodb": {"Keys": {"id": {"S": "u1"}}, "SequenceNumber": "222"}}
/// ]}"#)?;
/// let response = handle(event).await;
/// assert_eq!(response.failed(), Some("222"));
/// assert_eq!(serde_json::to_string(&response).unwrap(), r#"{"batchItemFailures":[{"itemIdentifier":"222"}]}"#);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct StreamEvent {
    /// The records, all of one shard and in its order. One that could not be read does not keep the others from being handled.
    #[serde(rename = "Records", deserialize_with = "records")]
    pub records: Vec<Result<Record, BrokenRecord>>,
}

/// A record of an event that could not be read.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::stream::StreamEvent;
///
/// let event = StreamEvent::from_json(br#"{"Records":[{"eventName": "INSERT", "dynamodb": {"SequenceNumber": "111"}}]}"#)?;
/// let broken = event.records[0].as_ref().expect_err("it has no keys");
/// assert_eq!(broken.sequence_number.as_deref(), Some("111"));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BrokenRecord {
    /// Its place in its shard of the stream, where it has one.
    pub sequence_number: Option<String>,
    /// What is wrong with it. Nothing of it is quoted.
    pub error: DecodeError,
}

impl fmt::Display for BrokenRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sequence_number {
            Some(number) => write!(f, "record {number}: {}", self.error),
            None => self.error.fmt(f),
        }
    }
}

impl StdError for BrokenRecord {}

impl From<BrokenRecord> for Error {
    fn from(BrokenRecord { sequence_number, error }: BrokenRecord) -> Self {
        let error = Self::from(error);
        match sequence_number {
            Some(number) => error.with_message(format!("in record {number}")),
            None => error,
        }
    }
}

impl IntoRecord for Result<Record, BrokenRecord> {
    fn into_record(self) -> Result<Record> {
        Ok(self?)
    }
}

fn records<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Result<Record, BrokenRecord>>, D::Error> {
    Ok(Vec::<Value>::deserialize(deserializer)?.into_iter().map(record).collect())
}

fn record(value: Value) -> Result<Record, BrokenRecord> {
    let number = value["dynamodb"]["SequenceNumber"].as_str().map(ToOwned::to_owned);
    read(value).map_err(|error| BrokenRecord { sequence_number: number, error })
}

impl StreamEvent {
    /// The event in its JSON.
    ///
    /// # Errors
    /// When it is no event. Nothing of it is quoted.
    pub fn from_json(bytes: &[u8]) -> Result<Self> {
        Ok(serde_json::from_slice(bytes).map_err(|error| malformed(&error))?)
    }

    /// Hands the changes of this kind to a handler, one after the other, and stops at the first one that fails or cannot be read: the response
    /// tells Lambda to begin there again, so that nothing is lost and order is kept. Records of other kinds are passed over.
    ///
    /// It takes `ReportBatchItemFailures` among the function response types of the event source mapping. Without it, Lambda does not look
    /// at the response, and a handler has to fail as a whole: see [`BatchResponse::into_result`].
    pub async fn each<T, E, F>(self, mut handle: impl FnMut(Change<T>) -> F) -> BatchResponse
    where
        T: Streamed,
        F: Future<Output = Result<(), E>>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        for record in self.records {
            let number = match &record {
                Ok(record) => record.sequence_number.clone(),
                Err(broken) => broken.sequence_number.clone(),
            };
            let handled = match Change::try_from_record(record) {
                Ok(Some(change)) => handle(change).await.map_err(Into::into),
                Ok(None) => Ok(()),
                Err(error) => Err(error.into()),
            };
            if let Err(error) = handled {
                return BatchResponse { failure: Some(Failure { number, error }) };
            }
        }
        BatchResponse { failure: None }
    }
}

/// What a function behind a stream answers: where Lambda has to begin again, if anywhere.
///
/// It serializes as Lambda reads it.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// use dynamo_core::stream::{BatchResponse, Change, StreamEvent};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let event = StreamEvent::from_json(br#"{"Records":[
///     {"eventName": "INSERT", "dynamodb": {"Keys": {"id": {"S": "u1"}}, "SequenceNumber": "111"}}
/// ]}"#)?;
/// let response: BatchResponse = event.each(|_: Change<User>| async { Ok::<_, Error>(()) }).await;
/// assert_eq!(response.failed(), None);
/// # Ok(())
/// # }
/// ```
#[must_use = "Lambda has to be told what failed, or it goes on behind it"]
pub struct BatchResponse {
    failure: Option<Failure>,
}

struct Failure {
    /// Without one, the whole batch has failed.
    number: Option<String>,
    error: Box<dyn StdError + Send + Sync>,
}

impl BatchResponse {
    /// The sequence number of the record that failed; `""`, which is the whole batch to Lambda, where it had none.
    #[must_use]
    pub fn failed(&self) -> Option<&str> {
        self.failure.as_ref().map(|failure| failure.number.as_deref().unwrap_or_default())
    }

    /// What it failed with: Lambda is not told, so that a handler logs it.
    #[must_use]
    pub fn error(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        self.failure.as_ref().map(|failure| &*failure.error)
    }

    /// The failure as an error, for functions without `ReportBatchItemFailures`: the whole batch is tried again.
    ///
    /// # Errors
    /// What the handler failed with, or what did not decode.
    pub fn into_result(self) -> Result<(), Box<dyn StdError + Send + Sync>> {
        self.failure.map_or(Ok(()), |failure| Err(failure.error))
    }
}

/// What a handler failed with is its own, and not printed.
impl fmt::Debug for BatchResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchResponse").field("failed", &self.failed()).finish_non_exhaustive()
    }
}

#[derive(Serialize)]
struct Identifier<'a> {
    #[serde(rename = "itemIdentifier")]
    number: &'a str,
}

impl Serialize for BatchResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let failures: Vec<_> = self.failed().map(|number| Identifier { number }).into_iter().collect();
        let mut out = serializer.serialize_struct("BatchResponse", 1)?;
        out.serialize_field("batchItemFailures", &failures)?;
        out.end()
    }
}
