//! TTL attributes.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::value::{Attribute, Ttl, TtlValue, days, hours, minutes, seconds};

#[test]
fn expired_is_between_now_and_five_years_ago() {
    let now = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let window = 5 * 365 * 86_400;
    for (ttl, expired) in [
        (0, false),
        (1_000_000_000 - window, false),
        (1_000_000_000 - window + 1, true),
        (999_999_999, true),
        (1_000_000_000, true),
        (1_000_000_001, false),
        (u64::MAX, false),
    ] {
        assert_eq!(Ttl::from(ttl).is_expired_at(now), expired, "{ttl}");
    }
}

#[test]
fn durations_add_up() {
    assert_eq!(days(7) + hours(12) + minutes(1) + seconds(1), Duration::from_secs(648_061));
    assert_eq!(days(u64::MAX).as_secs(), u64::MAX);
    let now = Ttl::from(SystemTime::now());
    let week = Ttl::from_now(days(7));
    assert!((now + days(7)..=now + days(7) + seconds(60)).contains(&week));
    assert_eq!(Ttl::from(u64::MAX) + days(1), Ttl::from(u64::MAX));
}

#[test]
fn conversions() {
    let time = UNIX_EPOCH + Duration::from_millis(1_999);
    assert_eq!(Ttl::from(time), Ttl::from(1));
    assert_eq!(SystemTime::from(Ttl::from(1)), UNIX_EPOCH + Duration::from_secs(1));
    assert_eq!(Ttl::from(UNIX_EPOCH - Duration::from_secs(1)), Ttl::from(0));
    assert_eq!(u64::from(Ttl::from(5)), 5);
    let _ = SystemTime::from(Ttl::from(u64::MAX));
}

/// How a `#[ttl]` field of the value's type is stored, and when it expires.
fn field<T: TtlValue>(value: &T) -> (Option<AttributeValue>, Option<u64>) {
    let stored = <T::Stored as Attribute>::encode(value).expect("a TTL can be stored");
    (stored, value.expires().map(Ttl::seconds))
}

#[test]
fn every_ttl_type_is_stored_as_seconds() {
    let stored = (Some(AttributeValue::N("5".into())), Some(5));
    assert_eq!(field(&Ttl::from(5)), stored);
    assert_eq!(field(&5u64), stored);
    assert_eq!(field(&5u32), stored);
    assert_eq!(field(&5i64), stored);
    assert_eq!(field(&Some(5u64)), stored);
    assert_eq!(field(&None::<Ttl>), (None, None));
    let time = UNIX_EPOCH + Duration::from_secs(5);
    assert_eq!(field(&time), stored);
    assert_eq!(field(&Some(time)), stored);
    #[cfg(feature = "chrono")]
    assert_eq!(field(&chrono::DateTime::<chrono::Utc>::from(time)), stored);
    #[cfg(feature = "time")]
    assert_eq!(field(&time::OffsetDateTime::from(time)), stored);
    #[cfg(feature = "jiff")]
    assert_eq!(field(&Some(jiff::Timestamp::try_from(time).expect("in range"))), stored);
}
