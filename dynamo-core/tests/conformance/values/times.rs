use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_core::prelude::*;

use super::held;
use crate::case::Case;
use crate::stored::n;
#[cfg(feature = "chrono")]
use crate::stored::s;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "times")]
struct Times {
    #[pk]
    id: String,
    #[dynamo(number)]
    seconds: SystemTime,
    #[dynamo(number = "millis")]
    millis: SystemTime,
    #[dynamo(number)]
    maybe: Option<SystemTime>,
    #[ttl]
    until: Option<Ttl>,
    #[cfg(feature = "chrono")]
    utc: chrono::DateTime<chrono::Utc>,
    #[cfg(feature = "chrono")]
    date: chrono::NaiveDate,
    #[cfg(feature = "decimal")]
    price: rust_decimal::Decimal,
}

fn times() -> Times {
    Times {
        id: "t".into(),
        seconds: UNIX_EPOCH,
        millis: UNIX_EPOCH,
        maybe: None,
        until: None,
        #[cfg(feature = "chrono")]
        utc: chrono::DateTime::from_timestamp(1_700_000_000, 5_000).expect("a time"),
        #[cfg(feature = "chrono")]
        date: chrono::NaiveDate::from_ymd_opt(2026, 2, 28).expect("a date"),
        #[cfg(feature = "decimal")]
        price: rust_decimal::Decimal::new(-12_50, 2),
    }
}

variants! {
    Time { Epoch, Seconds, BeforeTheEpoch, Millis, NoTime, SomeTime, NoTtl, Ttl }
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases: Vec<_> = Time::ALL.iter().map(|time| case(*time)).collect();
    #[cfg(feature = "chrono")]
    cases.extend([
        held("chrono date-time".into(), times(), "utc", s("2023-11-14T22:13:20.000005Z")),
        held("chrono date".into(), times(), "date", s("2026-02-28")),
    ]);
    #[cfg(feature = "decimal")]
    cases.push(held("decimal".into(), times(), "price", n("-12.5")));
    cases
}

fn case(time: Time) -> Case {
    let name = format!("time {time:?}");
    let later = |micros| UNIX_EPOCH + Duration::from_micros(micros);
    match time {
        Time::Epoch => held(name, times(), "seconds", n(0)),
        Time::Seconds => held(name, Times { seconds: later(5_000_000), ..times() }, "seconds", n(5)),
        Time::BeforeTheEpoch => {
            held(name, Times { seconds: UNIX_EPOCH - Duration::from_secs(5), ..times() }, "seconds", n(-5))
        }
        Time::Millis => held(name, Times { millis: later(5_001_000), ..times() }, "millis", n(5001)),
        Time::NoTime => held(name, times(), "maybe", None),
        Time::SomeTime => held(name, Times { maybe: Some(later(7_000_000)), ..times() }, "maybe", n(7)),
        Time::NoTtl => held(name, times(), "until", None),
        Time::Ttl => held(name, Times { until: Some(4_000_000_000.into()), ..times() }, "until", n(4_000_000_000_u64)),
    }
}
