use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Millis, Seconds};
use crate::error::{DecodeError, EncodeError, Found};
use crate::expr::{Path, Scope};
use crate::value::date_time::PointInTime;
use crate::value::types::parse_number;
use crate::value::{Attribute, Shape, Stored, Value, key_kind, kind};

/// Types that can be stored as seconds or milliseconds since 1970 (`N`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored as seconds or milliseconds since 1970",
    label = "not a point in time",
    note = "`#[dynamo(number)]` and `#[dynamo(number = \"millis\")]` are for date-times of chrono, time and jiff, `SystemTime`, and an `Option` of these"
)]
pub trait TimeValue: Sized + 'static {
    /// The attribute that stores it as seconds.
    type AsSeconds: Attribute<Value = Self>;
    /// The attribute that stores it as milliseconds.
    type AsMillis: Attribute<Value = Self>;

    /// The point so many nanoseconds after 1970, if the type has it.
    fn at_unix_nanos(nanos: i128) -> Option<Self>;
}

impl<T: TimeValue> TimeValue for Option<T> {
    type AsSeconds = Option<T::AsSeconds>;
    type AsMillis = Option<T::AsMillis>;

    fn at_unix_nanos(nanos: i128) -> Option<Self> {
        T::at_unix_nanos(nanos).map(Some)
    }
}

/// A point in time as a count of something since 1970.
#[doc(hidden)]
pub struct Count<T, M>(PhantomData<fn() -> (T, M)>);

/// What is counted.
pub(in crate::value) trait Unit: 'static {
    const EXPECTED: &'static str;
    const PER_SECOND: i128;
}

impl Unit for Seconds {
    const EXPECTED: &'static str = "seconds since 1970 (N)";
    const PER_SECOND: i128 = 1;
}

impl Unit for Millis {
    const EXPECTED: &'static str = "milliseconds since 1970 (N)";
    const PER_SECOND: i128 = 1000;
}

const NANOS: i128 = 1_000_000_000;

#[allow(private_bounds, reason = "the attribute is named through `TimeValue` only")]
impl<T: PointInTime, M: Unit> Attribute for Count<T, M> {
    type Value = T;
    type Own = Self;
    type Kind = kind::Number;
    type Key = key_kind::NumberKey;
    type Path<V: Attribute, S: Scope, C: Scope> = Path<V, S>;
    const SHAPE: Shape = Shape::required(Stored::N);

    fn encode(value: &T) -> Result<Option<AttributeValue>, EncodeError> {
        Ok(Some(AttributeValue::N(value.unix_nanos().div_euclid(NANOS / M::PER_SECOND).to_string())))
    }

    fn decode(value: Value<'_>) -> Result<T, DecodeError> {
        let count: i128 = parse_number(value, M::EXPECTED)?;
        let nanos = count.checked_mul(NANOS / M::PER_SECOND);
        let time = nanos.and_then(T::from_unix_nanos);
        time.ok_or_else(|| DecodeError::new(M::EXPECTED, Found::Value(count.to_string())))
    }
}

/// Points in time that can be stored as a count. Type by type: a blanket impl would hide the texts above from an
/// `Option` of something else.
macro_rules! time_values {
    ($($type:ty),*) => { $(
        impl crate::value::style::TimeValue for $type {
            type AsSeconds = crate::value::style::Count<$type, crate::value::style::Seconds>;
            type AsMillis = crate::value::style::Count<$type, crate::value::style::Millis>;

            fn at_unix_nanos(nanos: i128) -> Option<Self> {
                crate::value::date_time::PointInTime::from_unix_nanos(nanos)
            }
        }

        impl crate::value::TtlValue for $type {
            type Stored = crate::value::As<$type, crate::value::style::Seconds>;

            fn expires(&self) -> Option<crate::value::Ttl> {
                let nanos = crate::value::date_time::PointInTime::unix_nanos(self);
                u64::try_from(nanos.div_euclid(1_000_000_000)).ok().map(crate::value::Ttl::from)
            }
        }
    )* };
}

pub(in crate::value) use time_values;
