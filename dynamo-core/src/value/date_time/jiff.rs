use jiff::{Timestamp, civil};

use super::rfc3339::Date;
use super::{PointInTime, date_times, dates};

impl PointInTime for Timestamp {
    fn unix_nanos(&self) -> i128 {
        self.as_nanosecond()
    }

    fn from_unix_nanos(nanos: i128) -> Option<Self> {
        Self::from_nanosecond(nanos).ok()
    }
}

date_times!(Timestamp);

dates!(
    civil::Date,
    |date| Date { year: date.year().into(), month: date.month() as u8, day: date.day() as u8 },
    |date| civil::Date::new(date.year as i16, date.month as i8, date.day as i8).ok()
);
