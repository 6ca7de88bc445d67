use std::fmt;
use std::time::SystemTime;

use super::record::{ChangeKind, IntoRecord, Record};
use crate::error::{DecodeError, Error, Found, Result};
use crate::schema::StreamView;
use crate::table::Streamed;
use crate::value::Item;

/// What happened to one item, typed: `T` is a table type, or an enum of entities.
///
/// `old` and `new` are what the stream tells: an insert has no old item, a removal no new one, and a
/// [`StreamView`] may leave either out. Items of an older numbered schema version are upgraded, as in reads.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[cfg(feature = "lambda")]
/// # fn main() -> Result<()> {
/// use dynamo_core::stream::{Change, ChangeKind};
///
/// #[derive(Debug, PartialEq, DynamoTable)]
/// #[dynamo(table = "users")]
/// struct User {
///     #[pk]
///     id: String,
///     name: String,
/// }
///
/// let record = serde_json::json!({
///     "eventID": "7", "eventName": "INSERT", "eventSource": "aws:dynamodb",
///     "dynamodb": {
///         "Keys": { "id": { "S": "u1" } },
///         "NewImage": { "id": { "S": "u1" }, "name": { "S": "Ada" } },
///         "SequenceNumber": "111", "StreamViewType": "NEW_AND_OLD_IMAGES",
///     },
/// });
/// let change: Change<User> = Change::from_record(record)?;
/// assert_eq!((change.kind, change.key), (ChangeKind::Insert, User::key("u1")));
/// assert_eq!(change.new, Some(User { id: "u1".into(), name: "Ada".into() }));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "lambda"))]
/// # fn main() {}
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Change<T: Streamed> {
    /// What happened.
    pub kind: ChangeKind,
    /// The key of the item: [`Key`](crate::table::Key) of a table type, [`EntityKey`](crate::table::EntityKey) of an enum.
    pub key: T::Key,
    /// The item as it was.
    pub old: Option<T>,
    /// The item as it is then.
    pub new: Option<T>,
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

/// What an image turned out to be.
enum Image<T> {
    Absent,
    Foreign,
    Own(T),
}

impl<T> Image<T> {
    fn into_own(self) -> Option<T> {
        match self {
            Self::Own(item) => Some(item),
            Self::Absent | Self::Foreign => None,
        }
    }
}

impl<T: Streamed> Change<T> {
    /// The change that a record tells.
    ///
    /// # Errors
    /// As [`try_from_record`](Self::try_from_record); and when the record is of another kind.
    pub fn from_record(record: impl IntoRecord) -> Result<Self> {
        let found = Self::try_from_record(record)?;
        found.ok_or_else(|| {
            let found = Found::Value("the change of another kind".to_owned());
            in_type::<T>(DecodeError::new("a change of this kind", found).into())
        })
    }

    /// The change that a record tells; `None` for one of another kind, by key pattern and tag. For an enum of entities, a record of no declared
    /// kind is its `#[entities(other)]` variant, or `None` without one.
    ///
    /// Where an item was replaced by one of another kind under the same key, and the record has both, it tells each kind its own: one was
    /// removed, the other inserted. Where a record has no images, kinds that only a tag tells apart look alike.
    ///
    /// # Errors
    /// When a stored value does not fit its type, naming its path; when an item is of a newer schema version; when it is no record at all.
    pub fn try_from_record(record: impl IntoRecord) -> Result<Option<Self>> {
        record.into_record().and_then(Self::told).map_err(in_type::<T>)
    }

    /// [`try_from_record`](Self::try_from_record), with errors that do not name a table yet: the `Db` may call it otherwise.
    pub(super) fn told(record: Record) -> Result<Option<Self>> {
        let Record { kind, keys, old, new, event_id, sequence_number, created_at, size, view } = record;
        let in_record = |image: &str, error: Error| match &sequence_number {
            Some(number) => error.with_message(format!("in the {image} of record {number}")),
            None => error.with_message(format!("in the {image}")),
        };
        let old = read(old).map_err(|error| in_record("old image", error))?;
        let new = read(new).map_err(|error| in_record("new image", error))?;
        let kind = match (&old, &new) {
            (Image::Own(_), Image::Foreign) => ChangeKind::Remove,
            (Image::Foreign, Image::Own(_)) => ChangeKind::Insert,
            (Image::Own(_), _) | (_, Image::Own(_)) => kind,
            (Image::Absent, Image::Absent) if T::is_key(&keys) => kind,
            _ => return Ok(None),
        };
        let (key, old, new) = (T::key(&keys), old.into_own(), new.into_own());
        Ok(Some(Self { kind, key, old, new, event_id, sequence_number, created_at, size, view }))
    }
}

fn read<T: Streamed>(image: Option<Item>) -> Result<Image<T>> {
    let Some(item) = image else { return Ok(Image::Absent) };
    Ok(T::read_image(item)?.map_or(Image::Foreign, Image::Own))
}

fn in_type<T: Streamed>(error: Error) -> Error {
    let schema = T::kind().schema;
    error.in_table(schema.table.unwrap_or(schema.entity))
}

impl<T: Streamed + fmt::Debug> fmt::Debug for Change<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, key, old, new, event_id, sequence_number, created_at, size, view } = self;
        let mut out = f.debug_struct("Change");
        out.field("kind", kind).field("key", key).field("old", old).field("new", new).field("event_id", event_id);
        out.field("sequence_number", sequence_number).field("created_at", created_at);
        out.field("size", size).field("view", view).finish()
    }
}
