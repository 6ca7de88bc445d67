//! Date-times and dates as text: they sort as time, and say the same as the libraries' own formats.

#[cfg(feature = "chrono")]
mod chrono {
    use ::chrono::{DateTime, NaiveDate, Utc};
    use aws_sdk_dynamodb::types::AttributeValue;
    use dynamo_core::error::Unstorable;
    use dynamo_core::value::{Attribute, Value};
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    const FIRST: i64 = -62_167_219_200;
    const LAST: i64 = 253_402_300_799;

    fn time() -> impl Strategy<Value = DateTime<Utc>> {
        let edges = prop::sample::select(vec![FIRST, FIRST + 86_399, -1, 0, 951_782_400, 4_107_542_399, LAST]);
        (prop_oneof![FIRST..=LAST, edges], 0..1_000_000_000u32)
            .prop_map(|(seconds, nanos)| DateTime::from_timestamp(seconds, nanos).expect("chrono has it"))
    }

    /// One that has no parts of a microsecond, which are all that is not stored.
    fn storable() -> impl Strategy<Value = DateTime<Utc>> {
        time().prop_map(|time| DateTime::from_timestamp_micros(time.timestamp_micros()).expect("chrono has it"))
    }

    fn stored<V: Attribute>(value: &V::Value) -> String {
        let stored = V::encode(value).expect("it can be stored").expect("it is there");
        stored.as_s().expect("it is text").clone()
    }

    fn read<V: Attribute>(text: &str) -> Option<V::Value> {
        V::decode(Value::from(AttributeValue::S(text.to_owned()))).ok()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn date_times_are_rfc_3339(time in storable()) {
            let text = stored::<DateTime<Utc>>(&time);
            prop_assert_eq!(&text, &time.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string());
            prop_assert_eq!(read::<DateTime<Utc>>(&text), Some(time));
        }

        #[test]
        fn parts_of_a_microsecond_are_cut_off(time in time()) {
            let cut = DateTime::from_timestamp_micros(time.timestamp_micros());
            prop_assert_eq!(read::<DateTime<Utc>>(&stored::<DateTime<Utc>>(&time)), cut);
        }

        #[test]
        fn any_rfc_3339_is_read(time in time(), offset in -86_340..86_340i32) {
            let zone = ::chrono::FixedOffset::east_opt(offset / 60 * 60).expect("an offset");
            let local = time.with_timezone(&zone);
            let digits = local.format("%Y").to_string();
            prop_assume!(digits.len() == 4);
            for text in [local.to_rfc3339(), local.format("%Y-%m-%d %H:%M:%S%.9f%:z").to_string()] {
                prop_assert_eq!(read::<DateTime<Utc>>(&text), Some(time), "{}", text);
            }
        }

        #[test]
        fn text_sorts_as_time(a in storable(), b in storable()) {
            prop_assert_eq!(stored::<DateTime<Utc>>(&a).cmp(&stored::<DateTime<Utc>>(&b)), a.cmp(&b));
            let (a, b) = (a.date_naive(), b.date_naive());
            prop_assert_eq!(stored::<NaiveDate>(&a).cmp(&stored::<NaiveDate>(&b)), a.cmp(&b));
        }

        #[test]
        fn dates_read_back(time in time()) {
            let date = time.date_naive();
            prop_assert_eq!(stored::<NaiveDate>(&date), date.to_string());
            prop_assert_eq!(read::<NaiveDate>(&date.to_string()), Some(date));
        }

        #[test]
        fn what_chrono_refuses_is_refused(text in "[0-9]{4}-[01][0-9]-[0-3][0-9]") {
            prop_assert_eq!(read::<NaiveDate>(&text), text.parse().ok());
            // chrono has no second 60 outside of a minute's end; ours is the second after it.
            let time = format!("{text}T00:00:00Z");
            prop_assert_eq!(read::<DateTime<Utc>>(&time), time.parse().ok());
        }

        #[test]
        fn nothing_panics(text in "[0-9TtZz:. +éx-]{0,40}") {
            let _ = read::<DateTime<Utc>>(&text);
            let _ = read::<NaiveDate>(&text);
        }
    }

    #[test]
    fn leap_seconds_read_as_the_second_after() {
        let after = read::<DateTime<Utc>>("2017-01-01T00:00:00Z");
        assert_eq!(read::<DateTime<Utc>>("2016-12-31T23:59:60Z"), after);
    }

    /// Cut off, two of them would be one member and one element.
    #[test]
    fn names_and_elements_that_become_one_are_refused() {
        let time = |nanos| DateTime::from_timestamp(1_767_323_045, nanos).expect("chrono has it");
        let same = Unstorable::SameName("2026-01-02T03:04:05.000000Z".to_owned());
        let map: BTreeMap<DateTime<Utc>, u8> = [(time(1), 1), (time(2), 2)].into();
        assert_eq!(BTreeMap::<DateTime<Utc>, u8>::encode(&map).expect_err("names").problem(), &same);
        let set: BTreeSet<DateTime<Utc>> = [time(1), time(2)].into();
        assert_eq!(BTreeSet::<DateTime<Utc>>::encode(&set).expect_err("elements").problem(), &same);
    }
}

#[cfg(all(feature = "chrono", feature = "time", feature = "jiff"))]
mod libraries {
    use crate::sources::{item, read};
    use dynamo_core::value::Entries;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn all_write_the_same(seconds in -62_167_219_200..253_402_207_200i64, micros in 0..1_000_000u32) {
            let nanos = micros * 1000;
            let chrono = chrono::DateTime::from_timestamp(seconds, nanos).expect("in range");
            let total = i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
            let time = time::OffsetDateTime::from_unix_timestamp_nanos(total).expect("in range");
            let jiff = jiff::Timestamp::from_nanosecond(total).expect("in range");
            let stored = item::<chrono::DateTime<chrono::Utc>>(&chrono);
            prop_assert_eq!(&stored, &item::<time::OffsetDateTime>(&time));
            prop_assert_eq!(&stored, &item::<jiff::Timestamp>(&jiff));
            let back = read::<jiff::Timestamp>(Entries::from_item(&stored)).expect("a date-time");
            prop_assert_eq!(back.as_nanosecond(), total);
        }
    }
}
