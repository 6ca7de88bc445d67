use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Utc};

use super::rfc3339::Date;
use super::{PointInTime, date_times, dates};

const NANOS: i128 = 1_000_000_000;

impl PointInTime for DateTime<Utc> {
    fn unix_nanos(&self) -> i128 {
        // chrono counts a leap second as a second of up to two billion nanoseconds.
        i128::from(self.timestamp()) * NANOS + i128::from(self.timestamp_subsec_nanos()).min(NANOS - 1)
    }

    fn from_unix_nanos(nanos: i128) -> Option<Self> {
        let seconds = i64::try_from(nanos.div_euclid(NANOS)).ok()?;
        Self::from_timestamp(seconds, nanos.rem_euclid(NANOS) as u32)
    }
}

/// Stored in UTC, and read in UTC: the offset is not kept.
impl PointInTime for DateTime<FixedOffset> {
    fn unix_nanos(&self) -> i128 {
        self.to_utc().unix_nanos()
    }

    fn from_unix_nanos(nanos: i128) -> Option<Self> {
        DateTime::<Utc>::from_unix_nanos(nanos).map(|time| time.fixed_offset())
    }
}

date_times!(DateTime<Utc>, DateTime<FixedOffset>);

dates!(NaiveDate, |date| Date { year: date.year().into(), month: date.month() as u8, day: date.day() as u8 }, |date| {
    NaiveDate::from_ymd_opt(date.year as i32, date.month.into(), date.day.into())
});
