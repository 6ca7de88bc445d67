use time::{Month, OffsetDateTime, UtcDateTime};

use super::rfc3339::Date;
use super::{PointInTime, date_times, dates};

impl PointInTime for UtcDateTime {
    fn unix_nanos(&self) -> i128 {
        self.unix_timestamp_nanos()
    }

    fn from_unix_nanos(nanos: i128) -> Option<Self> {
        Self::from_unix_timestamp_nanos(nanos).ok()
    }
}

/// Stored in UTC, and read in UTC: the offset is not kept.
impl PointInTime for OffsetDateTime {
    fn unix_nanos(&self) -> i128 {
        self.unix_timestamp_nanos()
    }

    fn from_unix_nanos(nanos: i128) -> Option<Self> {
        Self::from_unix_timestamp_nanos(nanos).ok()
    }
}

date_times!(UtcDateTime, OffsetDateTime);

dates!(time::Date, |date| Date { year: date.year().into(), month: date.month().into(), day: date.day() }, |date| {
    time::Date::from_calendar_date(date.year as i32, Month::try_from(date.month).ok()?, date.day).ok()
});
