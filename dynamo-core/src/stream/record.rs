use std::fmt;
use std::time::SystemTime;

use crate::error::{DecodeError, Error, Found, Result};
use crate::schema::StreamView;
use crate::value::Item;

/// What happened to an item.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// # #[cfg(feature = "lambda")] {
/// use dynamo_core::stream::{Change, ChangeKind, StreamEvent};
///
/// let event = StreamEvent::from_json(br#"{"Records":[
///     {"eventName": "REMOVE", "dynamodb": {"Keys": {"id": {"S": "u1"}}},
///      "userIdentity": {"type": "Service", "principalId": "dynamodb.amazonaws.com"}}
/// ]}"#)?;
/// let change: Change<User> = Change::from_record(event.records[0].clone())?;
/// assert_eq!(change.kind, ChangeKind::Expired);
/// # }
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// It was not there before.
    Insert,
    /// It was there, and is another one now.
    Modify,
    /// It was deleted.
    Remove,
    /// It was deleted by DynamoDB, since its time to live was over.
    Expired,
}

/// A record of a stream as plain data, wherever it comes from. [`Change`](super::Change) is what it means.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[cfg(feature = "lambda")] {
/// use dynamo_core::stream::{ChangeKind, StreamEvent};
///
/// let event = StreamEvent::from_json(br#"{"Records":[
///     {"eventName": "INSERT", "dynamodb": {"Keys": {"id": {"S": "u1"}}, "SequenceNumber": "111"}}
/// ]}"#)?;
/// let record = event.records[0].as_ref().expect("a whole record");
/// assert_eq!((record.kind, record.sequence_number.as_deref()), (ChangeKind::Insert, Some("111")));
/// # }
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// What happened.
    pub kind: ChangeKind,
    /// The item's primary key.
    pub keys: Item,
    /// The item as it was, where there was one and the stream tells it.
    pub old: Option<Item>,
    /// The item as it is then, where there is one and the stream tells it.
    pub new: Option<Item>,
    /// Unique in the stream.
    pub event_id: Option<String>,
    /// Its place in its shard of the stream.
    pub sequence_number: Option<String>,
    /// When, to about a second.
    pub created_at: Option<SystemTime>,
    /// The size of keys and images, in bytes.
    pub size: Option<u64>,
    /// What the stream tells.
    pub view: Option<StreamView>,
}

/// Keys and images are not printed: they may hold what must not be.
impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, keys: _, old, new, event_id, sequence_number, created_at, size, view } = self;
        let mut out = f.debug_struct("Record");
        out.field("kind", kind).field("has_old", &old.is_some()).field("has_new", &new.is_some());
        out.field("event_id", event_id).field("sequence_number", sequence_number).field("created_at", created_at);
        out.field("size", size).field("view", view).finish()
    }
}

/// What a [`Record`] can be made of: itself, a record of the SDK's streams client (feature `streams`), or a record of a Lambda event (feature
/// `lambda`), which may be a `serde_json::Value`.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// # #[cfg(feature = "lambda")] {
/// use dynamo_core::stream::Change;
///
/// let record = serde_json::json!({
///     "eventName": "INSERT",
///     "dynamodb": {"Keys": {"id": {"S": "u1"}}, "NewImage": {"id": {"S": "u1"}, "name": {"S": "Ada"}}}
/// });
/// let change: Change<User> = Change::from_record(record)?;
/// assert_eq!(change.new.map(|user| user.name).as_deref(), Some("Ada"));
/// # }
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub trait IntoRecord {
    /// The record as plain data.
    ///
    /// # Errors
    /// When it is no record of a table's stream, or holds values of a type that this library does not know.
    fn into_record(self) -> Result<Record>;
}

impl IntoRecord for Record {
    fn into_record(self) -> Result<Record> {
        Ok(self)
    }
}

/// Whose doing a removal is, where it is DynamoDB's own.
const SERVICE: (&str, &str) = ("Service", "dynamodb.amazonaws.com");

impl ChangeKind {
    /// The kind by the event's name and, if it has one, the type and name of who did it.
    pub(super) fn of(event: &str, by: Option<(&str, &str)>) -> Result<Self, DecodeError> {
        Ok(match event {
            "INSERT" => Self::Insert,
            "MODIFY" => Self::Modify,
            "REMOVE" if by == Some(SERVICE) => Self::Expired,
            "REMOVE" => Self::Remove,
            // What DynamoDB Local calls the deletion of an item whose time is over, without saying whose doing it is.
            "UNKNOWN_TO_SDK_VERSION" => Self::Expired,
            other => {
                let expected = "INSERT, MODIFY or REMOVE";
                return Err(DecodeError::new(expected, Found::quoted(other)).at("eventName"));
            }
        })
    }
}

/// The view of this name; DynamoDB may learn others.
pub(super) fn view(name: &str) -> Option<StreamView> {
    StreamView::ALL.iter().copied().find(|view| view.name() == name)
}

/// An image that there is: some who write events down have an empty one for none, which no item is.
pub(super) fn image(item: Option<Item>) -> Option<Item> {
    item.filter(|item| !item.is_empty())
}

/// A record without something that every record has.
pub(super) fn incomplete(member: &'static str) -> Error {
    DecodeError::new("a record of a table's stream", Found::Nothing).at(member).into()
}
