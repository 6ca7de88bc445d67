use std::fmt;
use std::time::SystemTime;

use aws_sdk_dynamodb::types::AttributeValue;

use super::checks;
use crate::error::{EncodeError, Unstorable};
use crate::value::Attribute;

/// An attribute that the library fills in with the time of the call: `#[dynamo(created_at)]`, `#[dynamo(updated_at)]`.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(DynamoTable)]
/// # #[dynamo(table = "notes")]
/// # struct Note { #[pk] id: u32, #[dynamo(created_at)] made: Ttl }
/// use dynamo_core::schema::Written;
/// use dynamo_core::table::DynamoTable as _;
///
/// let made = &Note::SCHEMA.timestamps[0];
/// assert_eq!((made.attribute, made.written), ("made", Written::Once));
/// ```
#[derive(Clone, Copy)]
pub struct Timestamp {
    /// The attribute.
    pub attribute: &'static str,
    /// When it is filled in.
    pub written: Written,
    encode: fn(i128) -> Result<Option<AttributeValue>, EncodeError>,
}

/// When a timestamp is filled in.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(DynamoTable)]
/// # #[dynamo(table = "notes")]
/// # struct Note { #[pk] id: u32, #[dynamo(updated_at)] changed: Ttl }
/// use dynamo_core::schema::Written;
/// use dynamo_core::table::DynamoTable as _;
///
/// assert_eq!(Note::SCHEMA.timestamps[0].written, Written::Always);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// When the item is created.
    Once,
    /// At every write.
    Always,
}

impl Timestamp {
    /// A timestamp that is stored as a `V`.
    #[must_use]
    pub const fn new<V: Attribute<Value: checks::Timestamp>>(attribute: &'static str, written: Written) -> Self {
        Self { attribute, written, encode: encode::<V> }
    }

    /// What is stored for a point in time.
    ///
    /// # Errors
    /// When the attribute's type does not have it.
    pub fn at(&self, now: SystemTime) -> Result<Option<AttributeValue>, EncodeError> {
        let since = now.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_micros());
        // Microseconds are what every form of date-time keeps.
        let nanos = i128::try_from(since).unwrap_or_default() * 1000;
        (self.encode)(nanos).map_err(|error| error.at(self.attribute))
    }
}

fn encode<V: Attribute<Value: checks::Timestamp>>(nanos: i128) -> Result<Option<AttributeValue>, EncodeError> {
    let time = <V::Value as checks::Timestamp>::at_unix_nanos(nanos);
    V::encode(&time.ok_or_else(|| EncodeError::new(Unstorable::OutOfRange(format!("{nanos} ns after 1970"))))?)
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Timestamp").field("attribute", &self.attribute).field("written", &self.written).finish()
    }
}
