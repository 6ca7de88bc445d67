use std::fmt;
use std::ops::Add;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sdk_dynamodb::types::AttributeValue;

use super::types::{attribute_types, parse_number};
use super::{Attribute, Element, Shape, Value, key_kind, kind};
use crate::error::{DecodeError, EncodeError};

/// DynamoDB does not delete items that expired longer ago than this.
pub(crate) const TTL_WINDOW: Duration = days(5 * 365);

/// When an item expires: whole seconds since 1970, as DynamoDB's TTL wants it.
///
/// ```
/// # use dynamo_core::value::{Ttl, days, hours};
/// # use std::time::SystemTime;
/// let expires = Ttl::from_now(days(7) + hours(12));
/// assert!(!expires.is_expired_at(SystemTime::now()));
/// assert_eq!(Ttl::from(1_700_000_000).to_string(), "1700000000");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Ttl(u64);

impl Ttl {
    /// So long from now.
    #[must_use]
    pub fn from_now(duration: Duration) -> Self {
        Self::from(SystemTime::now()) + duration
    }

    /// Seconds since 1970.
    #[must_use]
    pub const fn seconds(self) -> u64 {
        self.0
    }

    /// Whether DynamoDB counts the item as expired: at this second or before it, but not more than five years before.
    #[must_use]
    pub fn is_expired_at(self, now: SystemTime) -> bool {
        let now = Self::from(now).0;
        self.0 <= now && now.saturating_sub(TTL_WINDOW.as_secs()) < self.0
    }
}

impl fmt::Display for Ttl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Add<Duration> for Ttl {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(duration.as_secs()))
    }
}

impl From<u64> for Ttl {
    fn from(seconds: u64) -> Self {
        Self(seconds)
    }
}

impl From<Ttl> for u64 {
    fn from(ttl: Ttl) -> Self {
        ttl.0
    }
}

/// A part of a second is cut off, and a time before 1970 is 1970.
impl From<SystemTime> for Ttl {
    fn from(time: SystemTime) -> Self {
        Self(time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
    }
}

/// A time that the system cannot tell is 1970.
impl From<Ttl> for SystemTime {
    fn from(ttl: Ttl) -> Self {
        UNIX_EPOCH.checked_add(Duration::from_secs(ttl.0)).unwrap_or(UNIX_EPOCH)
    }
}

impl Attribute for Ttl {
    attribute_types!(kind::Number, key_kind::UnsignedKey<20>, Shape::integer(0, u64::MAX as i128));

    fn encode(value: &Self) -> Result<Option<AttributeValue>, EncodeError> {
        u64::encode(&value.0)
    }

    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        parse_number(value, "seconds since 1970 (N)").map(Self)
    }
}

impl Element for Ttl {
    type Yes = ();
}

/// So many days.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::value::{days, hours};
///
/// assert_eq!(days(1), hours(24));
/// ```
#[must_use]
pub const fn days(days: u64) -> Duration {
    hours(days.saturating_mul(24))
}

/// So many hours.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::value::{hours, minutes};
///
/// assert_eq!(hours(1), minutes(60));
/// ```
#[must_use]
pub const fn hours(hours: u64) -> Duration {
    minutes(hours.saturating_mul(60))
}

/// So many minutes.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::value::{minutes, seconds};
///
/// assert_eq!(minutes(1), seconds(60));
/// ```
#[must_use]
pub const fn minutes(minutes: u64) -> Duration {
    seconds(minutes.saturating_mul(60))
}

/// So many seconds.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use std::time::Duration;
/// use dynamo_core::value::seconds;
///
/// assert_eq!(seconds(1), Duration::from_secs(1));
/// ```
#[must_use]
pub const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// Types that a `#[ttl]` field may have.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(DynamoTable)]
/// # #[dynamo(table = "sessions")]
/// # struct Session { #[pk] id: String, #[ttl] until: Option<u64> }
/// use dynamo_core::table::DynamoTable as _;
///
/// // `Ttl`, seconds, a date-time, or an `Option` of these.
/// assert_eq!(Session::SCHEMA.ttl, Some("until"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a TTL attribute",
    label = "not a time in seconds",
    note = "use `Ttl`, an integer of seconds (`u32`, `u64`, `i64`), a date-time of chrono, time or jiff, `SystemTime`, or an `Option` of these"
)]
pub trait TtlValue: Sized + 'static {
    /// How the field is stored: as seconds, whatever the type is stored as elsewhere.
    type Stored: Attribute<Value = Self>;

    /// When the item expires; `None` for never.
    fn expires(&self) -> Option<Ttl>;
}

impl TtlValue for Ttl {
    type Stored = Self;

    fn expires(&self) -> Option<Ttl> {
        Some(*self)
    }
}

impl<T: TtlValue> TtlValue for Option<T> {
    type Stored = Option<T::Stored>;

    fn expires(&self) -> Option<Ttl> {
        self.as_ref()?.expires()
    }
}

macro_rules! integer_ttls {
    ($($type:ident)*) => { $(
        impl TtlValue for $type {
            type Stored = Self;

            fn expires(&self) -> Option<Ttl> {
                u64::try_from(*self).ok().map(Ttl)
            }
        }
    )* };
}

integer_ttls!(u32 u64 i64);
