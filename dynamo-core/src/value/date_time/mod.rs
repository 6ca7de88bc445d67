//! Date-times and dates: stored as RFC 3339 text in UTC with a fixed number of digits, so that they sort as time.
//!
//! The three libraries share one writer and one reader. Six digits of a second are stored, in keys and elsewhere; finer parts are cut
//! off, so that `Utc::now()` reads back a part of a microsecond earlier. Two that would become one member of a map or a set are refused.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod rfc3339;
mod system;
#[cfg(feature = "time")]
mod time;

/// A point in time, whatever library it is of.
pub trait PointInTime: Sized + 'static {
    /// Nanoseconds since 1970, negative before.
    fn unix_nanos(&self) -> i128;

    /// The point in time, if the type has it.
    fn from_unix_nanos(nanos: i128) -> Option<Self>;
}

/// Date-times stored as text.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! date_times {
    ($($type:ty),*) => { $(
        crate::value::style::time_values!($type);

        crate::value::types::text_attribute!(
            $type,
            crate::value::key_kind::DateTimeKey,
            "a date-time of RFC 3339 (S)",
            |value| crate::value::date_time::rfc3339::write(crate::value::date_time::PointInTime::unix_nanos(value)),
            |text| crate::value::date_time::PointInTime::from_unix_nanos(crate::value::date_time::rfc3339::read(text)?)
        );
    )* };
}

/// Dates stored as text; `$parts` gives year, month and day, `$from` takes them.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! dates {
    ($type:ty, $parts:expr, $from:expr) => {
        crate::value::types::text_attribute!(
            $type,
            crate::value::key_kind::DateKey,
            "a date (S)",
            |value| {
                let parts: fn(&$type) -> crate::value::date_time::rfc3339::Date = $parts;
                crate::value::date_time::rfc3339::write_date(parts(value))
            },
            |text| {
                let from: fn(crate::value::date_time::rfc3339::Date) -> Option<$type> = $from;
                from(crate::value::date_time::rfc3339::read_date(text)?)
            }
        );
    };
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
use {date_times, dates};
