//! One row per row of the value table: the Rust value, and how it is stored in both JSON forms.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt::Debug;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::value::style::{Binary, List, Millis, Seconds, Serde};
use dynamo_core::value::{
    As, Attribute, Bytes, Entries, Item, Nullable, Number, Sensitive, Ttl, to_dynamo_json, to_plain_json,
};

use crate::sources::{each, item, read, round_trip};

/// `value` is stored as `dynamo`, which is `plain` in plain JSON, and read back from each source.
fn row<V: Attribute<Value: PartialEq + Debug>>(value: V::Value, dynamo: &str, plain: &str) {
    let item = item::<V>(&value);
    let (dynamo, plain) = (format!(r#"{{"a":{dynamo}}}"#), format!(r#"{{"a":{plain}}}"#));
    assert_eq!(text(&to_dynamo_json(&item)), dynamo);
    assert_eq!(text(&to_plain_json(&item)), plain);
    assert_eq!(Entries::from_dynamo_json(dynamo.as_bytes()).and_then(Entries::into_map).as_ref(), Ok(&item));
    assert_eq!(Entries::from_plain_json(plain.as_bytes()).and_then(Entries::into_map).as_ref(), Ok(&item));
    round_trip::<V>(&value);
}

/// `value` is left out, and nothing reads as it; where `null` is set, so does `NULL`.
fn left_out<V: Attribute<Value: PartialEq + Debug>>(value: V::Value) {
    let nothing = item::<V>(&value);
    assert!(nothing.is_empty(), "{nothing:?}");
    let null = Item::from([("a".to_owned(), AttributeValue::Null(true))]);
    for (source, result) in each(&nothing, read::<V>).into_iter().chain(each(&null, read::<V>)) {
        assert_eq!(result.as_ref(), Ok(&value), "from {source}");
    }
}

fn text(json: &[u8]) -> &str {
    std::str::from_utf8(json).expect("JSON is UTF-8")
}

#[test]
fn text_is_stored_as_s() {
    row::<String>("Ada".into(), r#"{"S":"Ada"}"#, r#""Ada""#);
    row::<String>(String::new(), r#"{"S":""}"#, r#""""#);
    row::<String>("\"\\\n\r\t\u{1}/é😀".into(), r#"{"S":"\"\\\n\r\t\u0001/é😀"}"#, r#""\"\\\n\r\t\u0001/é😀""#);
    row::<Cow<'static, str>>("Ada".into(), r#"{"S":"Ada"}"#, r#""Ada""#);
    row::<Box<str>>("Ada".into(), r#"{"S":"Ada"}"#, r#""Ada""#);
    row::<Rc<str>>("Ada".into(), r#"{"S":"Ada"}"#, r#""Ada""#);
    row::<Arc<str>>("Ada".into(), r#"{"S":"Ada"}"#, r#""Ada""#);
    row::<char>('é', r#"{"S":"é"}"#, r#""é""#);
    row::<Sensitive<String>>("Ada".to_owned().into(), r#"{"S":"Ada"}"#, r#""Ada""#);
}

#[test]
fn pointers_are_stored_as_what_they_point_to() {
    row::<Box<u8>>(Box::new(7), r#"{"N":"7"}"#, "7");
    row::<Rc<String>>(Rc::new("x".into()), r#"{"S":"x"}"#, r#""x""#);
    row::<Arc<bool>>(Arc::new(true), r#"{"BOOL":true}"#, "true");
    left_out::<Box<Option<u8>>>(Box::new(None));
}

#[test]
fn numbers_are_stored_as_n() {
    row::<i8>(-128, r#"{"N":"-128"}"#, "-128");
    row::<u8>(255, r#"{"N":"255"}"#, "255");
    row::<u64>(u64::MAX, r#"{"N":"18446744073709551615"}"#, "18446744073709551615");
    row::<i128>(
        -10i128.pow(38),
        r#"{"N":"-100000000000000000000000000000000000000"}"#,
        "-100000000000000000000000000000000000000",
    );
    row::<f64>(0.1, r#"{"N":"0.1"}"#, "0.1");
    row::<f64>(-0.0, r#"{"N":"0"}"#, "0");
    row::<f32>(1e20, r#"{"N":"100000000000000000000"}"#, "100000000000000000000");
    row::<Number>("12.50".parse().expect("a number"), r#"{"N":"12.5"}"#, "12.5");
    row::<Ttl>(Ttl::from(1_700_000_000), r#"{"N":"1700000000"}"#, "1700000000");
}

#[test]
fn booleans_and_options() {
    row::<bool>(true, r#"{"BOOL":true}"#, "true");
    row::<bool>(false, r#"{"BOOL":false}"#, "false");
    row::<Option<u8>>(Some(1), r#"{"N":"1"}"#, "1");
    left_out::<Option<u8>>(None);
    row::<Nullable<Option<u8>>>(None, r#"{"NULL":true}"#, "null");
    row::<Nullable<Option<u8>>>(Some(1), r#"{"N":"1"}"#, "1");
}

#[test]
fn bytes_are_stored_as_b() {
    row::<Bytes>(b"\x00\xffx".into(), r#"{"B":"AP94"}"#, r#"{"$B":"AP94"}"#);
    row::<Bytes>(Bytes::default(), r#"{"B":""}"#, r#"{"$B":""}"#);
    row::<[u8; 2]>([1, 2], r#"{"B":"AQI="}"#, r#"{"$B":"AQI="}"#);
    row::<As<Vec<u8>, Binary>>(vec![1, 2], r#"{"B":"AQI="}"#, r#"{"$B":"AQI="}"#);
    row::<As<Option<Vec<u8>>, Binary>>(Some(vec![1]), r#"{"B":"AQ=="}"#, r#"{"$B":"AQ=="}"#);
    left_out::<As<Option<Vec<u8>>, Binary>>(None);
    row::<As<Vec<u8>, List>>(vec![1, 2], r#"{"L":[{"N":"1"},{"N":"2"}]}"#, "[1,2]");
    row::<As<[u8; 2], List>>([1, 2], r#"{"L":[{"N":"1"},{"N":"2"}]}"#, "[1,2]");
}

#[test]
fn sets() {
    row::<HashSet<String>>(["x".to_owned()].into(), r#"{"SS":["x"]}"#, r#"{"$SS":["x"]}"#);
    row::<BTreeSet<u8>>([1, 2].into(), r#"{"NS":["1","2"]}"#, r#"{"$NS":[1,2]}"#);
    row::<BTreeSet<Bytes>>([b"x".into()].into(), r#"{"BS":["eA=="]}"#, r#"{"$BS":["eA=="]}"#);
    row::<Option<BTreeSet<u8>>>(Some([1].into()), r#"{"NS":["1"]}"#, r#"{"$NS":[1]}"#);
    left_out::<HashSet<String>>(HashSet::new());
    left_out::<BTreeSet<u8>>(BTreeSet::new());
    left_out::<Option<HashSet<String>>>(None);
}

#[test]
fn lists() {
    row::<Vec<u32>>(vec![1, 2], r#"{"L":[{"N":"1"},{"N":"2"}]}"#, "[1,2]");
    row::<Vec<u32>>(vec![], r#"{"L":[]}"#, "[]");
    row::<VecDeque<bool>>([true].into(), r#"{"L":[{"BOOL":true}]}"#, "[true]");
    row::<[String; 1]>(["x".into()], r#"{"L":[{"S":"x"}]}"#, r#"["x"]"#);
    row::<(u8, String)>((1, "x".into()), r#"{"L":[{"N":"1"},{"S":"x"}]}"#, r#"[1,"x"]"#);
    row::<Vec<Option<u8>>>(vec![None, Some(1)], r#"{"L":[{"NULL":true},{"N":"1"}]}"#, "[null,1]");
    row::<(Option<u8>,)>((None,), r#"{"L":[{"NULL":true}]}"#, "[null]");
    row::<Vec<BTreeSet<u8>>>(vec![BTreeSet::new()], r#"{"L":[{"NULL":true}]}"#, "[null]");
    row::<Vec<Vec<u16>>>(vec![vec![1]], r#"{"L":[{"L":[{"N":"1"}]}]}"#, "[[1]]");
}

#[test]
fn maps() {
    row::<HashMap<String, u8>>([("x".to_owned(), 1)].into(), r#"{"M":{"x":{"N":"1"}}}"#, r#"{"x":1}"#);
    row::<BTreeMap<u8, bool>>([(7, true)].into(), r#"{"M":{"7":{"BOOL":true}}}"#, r#"{"7":true}"#);
    row::<BTreeMap<char, [u8; 1]>>([('c', [1])].into(), r#"{"M":{"c":{"B":"AQ=="}}}"#, r#"{"c":{"$B":"AQ=="}}"#);
    row::<HashMap<String, u8>>(HashMap::new(), r#"{"M":{}}"#, "{}");
    let absent: BTreeMap<String, Option<u8>> = [("x".to_owned(), None)].into();
    assert_eq!(text(&to_dynamo_json(&item::<BTreeMap<String, Option<u8>>>(&absent))), r#"{"a":{"M":{}}}"#);
}

#[test]
fn maps_that_look_like_tags_come_back() {
    type Texts = BTreeMap<String, String>;
    let one = |name: &str| Texts::from([(name.to_owned(), "x".to_owned())]);
    row::<Texts>(one("$B"), r#"{"M":{"$B":{"S":"x"}}}"#, r#"{"$M":{"$B":"x"}}"#);
    row::<Texts>(one("$M"), r#"{"M":{"$M":{"S":"x"}}}"#, r#"{"$M":{"$M":"x"}}"#);
    row::<Texts>(one("$other"), r#"{"M":{"$other":{"S":"x"}}}"#, r#"{"$other":"x"}"#);
    let nested = BTreeMap::from([("$M".to_owned(), one("$SS"))]);
    row::<BTreeMap<String, Texts>>(
        nested,
        r#"{"M":{"$M":{"M":{"$SS":{"S":"x"}}}}}"#,
        r#"{"$M":{"$M":{"$M":{"$SS":"x"}}}}"#,
    );
    // An item is never tagged.
    let item = Item::from([("$B".to_owned(), AttributeValue::N("1".into()))]);
    assert_eq!(text(&to_plain_json(&item)), r#"{"$B":1}"#);
    assert_eq!(Entries::from_plain_json(br#"{"$B":1}"#).and_then(Entries::into_map), Ok(item));
}

#[test]
fn addresses() {
    row::<IpAddr>(Ipv4Addr::LOCALHOST.into(), r#"{"S":"127.0.0.1"}"#, r#""127.0.0.1""#);
    row::<Ipv4Addr>(Ipv4Addr::LOCALHOST, r#"{"S":"127.0.0.1"}"#, r#""127.0.0.1""#);
    row::<Ipv6Addr>(Ipv6Addr::LOCALHOST, r#"{"S":"::1"}"#, r#""::1""#);
}

#[test]
fn times_as_numbers() {
    let time = UNIX_EPOCH + Duration::from_millis(1_500);
    row::<As<SystemTime, Millis>>(time, r#"{"N":"1500"}"#, "1500");
    row::<As<SystemTime, Seconds>>(UNIX_EPOCH - Duration::from_secs(1), r#"{"N":"-1"}"#, "-1");
    row::<As<Option<SystemTime>, Seconds>>(Some(UNIX_EPOCH), r#"{"N":"0"}"#, "0");
    left_out::<As<Option<SystemTime>, Seconds>>(None);
}

#[test]
fn foreign_types_are_stored_as_serde_says() {
    row::<As<(u8, String), Serde>>((1, "x".into()), r#"{"L":[{"N":"1"},{"S":"x"}]}"#, r#"[1,"x"]"#);
    row::<As<Option<u8>, Serde>>(Some(1), r#"{"N":"1"}"#, "1");
    left_out::<As<Option<u8>, Serde>>(None);
    row::<Nullable<As<Option<u8>, Serde>>>(None, r#"{"NULL":true}"#, "null");
}

#[cfg(feature = "serde-json")]
#[test]
fn json_values() {
    use serde_json::json;
    row::<serde_json::Value>(
        json!({"x": [1, "y", null]}),
        r#"{"M":{"x":{"L":[{"N":"1"},{"S":"y"},{"NULL":true}]}}}"#,
        r#"{"x":[1,"y",null]}"#,
    );
    row::<serde_json::Value>(json!(null), r#"{"NULL":true}"#, "null");
    row::<As<serde_json::Value, Serde>>(json!({"$B": 1}), r#"{"M":{"$B":{"N":"1"}}}"#, r#"{"$M":{"$B":1}}"#);
}

#[cfg(feature = "uuid")]
#[test]
fn uuids() {
    let uuid = uuid::Uuid::from_u128(0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8);
    let text = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    row::<uuid::Uuid>(uuid, &format!(r#"{{"S":"{text}"}}"#), &format!(r#""{text}""#));
    row::<BTreeSet<uuid::Uuid>>([uuid].into(), &format!(r#"{{"SS":["{text}"]}}"#), &format!(r#"{{"$SS":["{text}"]}}"#));
    row::<BTreeMap<uuid::Uuid, u8>>(
        [(uuid, 1)].into(),
        &format!(r#"{{"M":{{"{text}":{{"N":"1"}}}}}}"#),
        &format!(r#"{{"{text}":1}}"#),
    );
}

#[cfg(feature = "ipnet")]
#[test]
fn networks() {
    let network: ipnet::IpNet = "10.0.0.0/8".parse().expect("a network");
    row::<ipnet::IpNet>(network, r#"{"S":"10.0.0.0/8"}"#, r#""10.0.0.0/8""#);
}

#[cfg(feature = "decimal")]
#[test]
fn decimals_lose_their_scale_only() {
    use rust_decimal::Decimal;
    row::<Decimal>(Decimal::new(1250, 2), r#"{"N":"12.5"}"#, "12.5");
    row::<Decimal>(Decimal::MIN, r#"{"N":"-79228162514264337593543950335"}"#, "-79228162514264337593543950335");
    row::<Decimal>(Decimal::new(0, 5), r#"{"N":"0"}"#, "0");
}

#[cfg(feature = "chrono")]
#[test]
fn chrono_types() {
    use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
    let time: DateTime<FixedOffset> = "2026-01-02T05:04:05+02:00".parse().expect("a date-time");
    let (dynamo, plain) = (r#"{"S":"2026-01-02T03:04:05.000000Z"}"#, r#""2026-01-02T03:04:05.000000Z""#);
    row::<DateTime<Utc>>(time.to_utc(), dynamo, plain);
    row::<DateTime<FixedOffset>>(time, dynamo, plain);
    row::<As<DateTime<Utc>, Seconds>>(time.to_utc(), r#"{"N":"1767323045"}"#, "1767323045");
    row::<As<DateTime<Utc>, Millis>>(time.to_utc(), r#"{"N":"1767323045000"}"#, "1767323045000");
    let day = NaiveDate::from_ymd_opt(2024, 2, 29).expect("a leap day");
    row::<NaiveDate>(day, r#"{"S":"2024-02-29"}"#, r#""2024-02-29""#);
}

#[cfg(feature = "time")]
#[test]
fn time_types() {
    use time::{Date, Month, OffsetDateTime, UtcDateTime, UtcOffset};
    let utc = OffsetDateTime::from_unix_timestamp(1_767_323_045).expect("in range");
    let there = utc.to_offset(UtcOffset::from_hms(2, 0, 0).expect("an offset"));
    let (dynamo, plain) = (r#"{"S":"2026-01-02T03:04:05.000000Z"}"#, r#""2026-01-02T03:04:05.000000Z""#);
    row::<OffsetDateTime>(there, dynamo, plain);
    row::<UtcDateTime>(there.to_utc(), dynamo, plain);
    row::<As<OffsetDateTime, Seconds>>(utc, r#"{"N":"1767323045"}"#, "1767323045");
    let day = Date::from_calendar_date(2024, Month::February, 29).expect("a leap day");
    row::<Date>(day, r#"{"S":"2024-02-29"}"#, r#""2024-02-29""#);
}

#[cfg(feature = "jiff")]
#[test]
fn jiff_types() {
    use jiff::{Timestamp, civil};
    let time = Timestamp::new(1_767_323_045, 0).expect("in range");
    row::<Timestamp>(time, r#"{"S":"2026-01-02T03:04:05.000000Z"}"#, r#""2026-01-02T03:04:05.000000Z""#);
    row::<As<Timestamp, Millis>>(time, r#"{"N":"1767323045000"}"#, "1767323045000");
    row::<civil::Date>(civil::date(2024, 2, 29), r#"{"S":"2024-02-29"}"#, r#""2024-02-29""#);
}
