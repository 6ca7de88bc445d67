//! Decode and encode errors: path, what was expected and what was found, as exact texts.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Debug;
use std::net::IpAddr;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::error::{DecodeError, EncodeError, Found, Unstorable};
use dynamo_core::expr::{Path, Scope};
use dynamo_core::value::style::{Millis, Seconds, Serde};
use dynamo_core::value::{
    As, Attribute, Bytes, Entries, Item, ItemWriter, JsonSink, Number, Sensitive, Shape, Stored, Ttl, Value,
    check_depth, kind, split_value,
};

use crate::document::Line;
use crate::sources::{each, read, written};

/// What reading `a` of a well-formed item in DynamoDB JSON says, from every source.
fn refused<V: Attribute<Value: Debug + PartialEq>>(json: &str, text: &str) {
    let item = Entries::from_dynamo_json(json.as_bytes()).and_then(Entries::into_map).expect("well-formed");
    for (source, result) in each(&item, read::<V>) {
        let error = result.expect_err(source);
        assert_eq!(error.to_string(), text, "from {source}");
    }
}

fn unstorable<V: Attribute>(value: V::Value, text: &str) {
    let error = written::<V>(&value).expect_err("the value cannot be stored");
    assert_eq!(error.to_string(), text);
}

/// Whatever there is can be written at once and read again, or is refused.
#[test]
fn values_of_any_type() {
    use AttributeValue::{B, Bool, Bs, L, M, N, Null, S, Ss};
    let blob = |bytes: &[u8]| aws_sdk_dynamodb::primitives::Blob::new(bytes);
    let odd = [N("many".into()), N(String::new()), N("\"".into()), S("\u{0}\"\\".into()), Null(false), Bool(true)];
    let sets = [Ss(vec![]), Ss(vec!["a".into(), "a".into()]), Bs(vec![blob(b""), blob(b"\x00")]), B(blob(b""))];
    for value in odd.into_iter().chain(sets) {
        let values = [value.clone(), L(vec![value.clone()]), M([("\"".to_owned(), value)].into())];
        values.iter().for_each(|value| assert_eq!(written::<AttributeValue>(value).unwrap()["a"], *value));
    }
    let nested = |levels: usize, inmost| (0..levels).fold(inmost, |value, _| L(vec![value]));
    written::<AttributeValue>(&nested(32, Null(true))).unwrap();
}

/// An attribute type that says twice what it holds.
struct Twice;

impl Attribute for Twice {
    type Value = String;
    type Own = Self;
    type Kind = kind::Text;
    type Key = kind::Text;
    type Path<V: Attribute, S: Scope, C: Scope> = Path<V, S>;
    const SHAPE: Shape = Shape::required(Stored::S);

    fn encode(value: &String) -> Result<Option<AttributeValue>, EncodeError> {
        String::encode(value)
    }

    fn write(value: &String, sink: &mut JsonSink) -> Result<(), EncodeError> {
        sink.text(value);
        sink.text(value);
        Ok(())
    }

    fn decode(value: Value<'_>) -> Result<String, DecodeError> {
        String::decode(value)
    }
}

#[test]
fn what_is_written_twice_is_refused() {
    let mut writer = ItemWriter::encoding(Vec::new());
    writer.put::<Twice>("a", &"x".to_owned());
    let error = writer.finish_encoded().expect_err("it is no JSON");
    assert_eq!(error.to_string(), "`a`: `Attribute::write` has not written one value");
}

#[test]
fn lists_and_maps_in_json_are_no_deeper_than_32_levels() {
    let nested =
        |levels: usize| (0..levels).fold(AttributeValue::Null(true), |value, _| AttributeValue::L(vec![value]));
    let encoded = |levels| {
        let mut writer = ItemWriter::encoding(Vec::new());
        writer.put::<Vec<AttributeValue>>("a", &vec![nested(levels)]);
        writer.finish_encoded().map(|item| item.to_item().len()).map_err(|error| error.to_string())
    };
    assert_eq!(encoded(31), Ok(1));
    assert_eq!(encoded(32), Err("`a`: lists and maps are nested more than 32 levels deep".to_owned()));
}

#[test]
fn another_type() {
    refused::<String>(r#"{"a":{"N":"1"}}"#, "attribute `a`: expected text (S), found N");
    refused::<u8>(r#"{"a":{"S":"1"}}"#, "attribute `a`: expected a number (N), found S");
    refused::<Bytes>(r#"{"a":{"S":"1"}}"#, "attribute `a`: expected bytes (B), found S");
    refused::<bool>(r#"{"a":{"S":"1"}}"#, "attribute `a`: expected a boolean (BOOL), found S");
    refused::<Vec<u16>>(r#"{"a":{"NS":["1"]}}"#, "attribute `a`: expected a list (L), found NS");
    refused::<BTreeSet<String>>(r#"{"a":{"L":[]}}"#, "attribute `a`: expected a set of text (SS), found L");
    refused::<BTreeSet<u8>>(r#"{"a":{"SS":["1"]}}"#, "attribute `a`: expected a set of numbers (NS), found SS");
    refused::<BTreeSet<Bytes>>(r#"{"a":{"SS":["1"]}}"#, "attribute `a`: expected a set of bytes (BS), found SS");
    refused::<Line>(r#"{"a":{"L":[]}}"#, "attribute `a`: expected a map (M), found L");
    refused::<IpAddr>(r#"{"a":{"M":{}}}"#, "attribute `a`: expected an IP address (S), found M");
}

#[test]
fn null_and_nothing_for_a_required_attribute() {
    refused::<String>(r#"{"a":{"NULL":true}}"#, "attribute `a`: expected text (S), found NULL");
    refused::<String>(r#"{"b":{"S":"x"}}"#, "attribute `a`: expected text (S), found nothing");
    refused::<Line>(r#"{}"#, "attribute `a`: expected a map (M), found nothing");
    refused::<AttributeValue>(r#"{}"#, "attribute `a`: expected a value, found nothing");
}

#[test]
fn a_value_that_the_type_does_not_have() {
    refused::<u8>(r#"{"a":{"N":"300"}}"#, "attribute `a`: expected a number (N) that fits `u8`, found 300");
    refused::<u8>(r#"{"a":{"N":"1.5"}}"#, "attribute `a`: expected a number (N) that fits `u8`, found 1.5");
    refused::<f64>(r#"{"a":{"N":"inf"}}"#, "attribute `a`: expected a number (N) that fits `f64`, found inf");
    refused::<Number>(r#"{"a":{"N":"x"}}"#, "attribute `a`: expected a number (N) of at most 38 digits, found x");
    refused::<char>(r#"{"a":{"S":"xy"}}"#, "attribute `a`: expected one character (S), found \"xy\"");
    refused::<[u8; 2]>(r#"{"a":{"B":"AQ=="}}"#, "attribute `a`: expected 2 bytes, found 1");
    refused::<[bool; 2]>(r#"{"a":{"L":[]}}"#, "attribute `a`: expected 2 elements, found 0");
    refused::<(u8, u8)>(r#"{"a":{"L":[{"N":"1"}]}}"#, "attribute `a`: expected 2 elements, found 1");
    refused::<(u8,)>(r#"{"a":{"L":[{"N":"1"},{"N":"1"}]}}"#, "attribute `a`: expected 1 element, found 2");
    refused::<Ttl>(r#"{"a":{"N":"-1"}}"#, "attribute `a`: expected seconds since 1970 (N), found -1");
    type Time = std::time::SystemTime;
    refused::<As<Time, Seconds>>(r#"{"a":{"N":"0.5"}}"#, "attribute `a`: expected seconds since 1970 (N), found 0.5");
    let huge = r#"{"a":{"N":"100000000000000000000000000000"}}"#;
    let found = "found 100000000000000000000000000000";
    refused::<As<Time, Millis>>(huge, &format!("attribute `a`: expected milliseconds since 1970 (N), {found}"));
    let error = "expected a value for its serde type, found Expected num";
    refused::<As<u8, Serde>>(r#"{"a":{"S":"x"}}"#, &format!("attribute `a`: {error}"));
}

#[test]
fn long_text_is_shortened() {
    let json = format!(r#"{{"a":{{"S":"{}"}}}}"#, "é".repeat(90));
    let shown = format!("attribute `a`: expected an IP address (S), found \"{}\"…", "é".repeat(80));
    refused::<IpAddr>(&json, &shown);
}

#[test]
fn the_path_leads_to_the_value() {
    let line = |price: &str| format!(r#"{{"M":{{"sku":{{"S":"x"}},"price":{price}}}}}"#);
    let lines =
        |price: &str| format!(r#"{{"a":{{"L":[{},{},{}]}}}}"#, line(r#"{"N":"1"}"#), line(r#"{"N":"1"}"#), line(price));
    let text = "attribute `a[2].price`: expected a number (N), found S";
    refused::<Vec<Line>>(&lines(r#"{"S":"1"}"#), text);
    let text = "attribute `a[2].price`: expected a number (N) that fits `u32`, found -1";
    refused::<Vec<Line>>(&lines(r#"{"N":"-1"}"#), text);
    refused::<Vec<Line>>(
        r#"{"a":{"L":[{"M":{"sku":{"S":"x"}}}]}}"#,
        "attribute `a[0].price`: expected a number (N), found nothing",
    );
    refused::<HashMap<String, Vec<u16>>>(
        r#"{"a":{"M":{"x":{"L":[{"N":"1"},{"S":"1"}]}}}}"#,
        "attribute `a.x[1]`: expected a number (N), found S",
    );
    refused::<BTreeMap<u8, u8>>(
        r#"{"a":{"M":{"x":{"N":"1"}}}}"#,
        "attribute `a.x`: expected a number (N) that fits `u8`, found x",
    );
    refused::<BTreeSet<char>>(
        r#"{"a":{"SS":["x","yz"]}}"#,
        "attribute `a[1]`: expected one character (S), found \"yz\"",
    );
}

#[test]
fn the_parts_of_an_error() {
    let json = br#"{"a":{"L":[{"N":"1"},{"N":"300"}]}}"#;
    let error = Entries::from_dynamo_json(json).and_then(read::<(u8, u8)>).expect_err("300 is no u8");
    assert_eq!(error.path(), "a[1]");
    assert_eq!(error.expected(), "a number (N) that fits `u8`");
    assert_eq!(error.found(), &Found::Value("300".to_owned()));
}

#[test]
fn sensitive_values_are_not_shown() {
    refused::<Sensitive<u8>>(
        r#"{"a":{"N":"300"}}"#,
        "attribute `a`: expected a number (N) that fits `u8`, found <redacted>",
    );
    refused::<Sensitive<Vec<u16>>>(
        r#"{"a":{"L":[{"N":"-300"}]}}"#,
        "attribute `a`: expected a number (N) that fits `u16`, found <redacted>",
    );
    // The names of a map are values too.
    refused::<Sensitive<HashMap<String, u16>>>(
        r#"{"a":{"M":{"SECRET":{"S":"1"}}}}"#,
        "attribute `a`: expected a number (N), found S",
    );
    let named: HashMap<String, f64> = [("SECRET".to_owned(), f64::NAN)].into();
    unstorable::<Sensitive<HashMap<String, f64>>>(named.into(), "`a`: DynamoDB has no NaN and no infinities");
    unstorable::<Sensitive<f64>>(1e300.into(), "`a`: <redacted> is outside DynamoDB's numbers (1E-130 to 9.9E125)");
}

#[test]
fn bytes_that_are_no_item() {
    let dynamo = |json: &str| {
        let result = Entries::from_dynamo_json(json.as_bytes()).and_then(Entries::into_map);
        result.expect_err(json).to_string()
    };
    let plain =
        |json: &str| Entries::from_plain_json(json.as_bytes()).and_then(Entries::into_map).expect_err(json).to_string();
    assert_eq!(dynamo("[]"), "expected DynamoDB JSON, found '[' at byte 0 in place of an item");
    assert_eq!(dynamo(""), "expected DynamoDB JSON, found the end of the text in place of an item");
    assert_eq!(dynamo("{} x"), "expected DynamoDB JSON, found 'x' at byte 3 in place of the end of the text");
    assert_eq!(dynamo(r#"{"a":{"S":"x"}"#), "expected DynamoDB JSON, found the end of the text in place of `,`");
    assert_eq!(dynamo(r#"{"a":{"S":"x"},}"#), "expected DynamoDB JSON, found '}' at byte 15 in place of a string");
    assert_eq!(
        dynamo(r#"{"a":{"X":"x"}}"#),
        "attribute `a`: expected DynamoDB JSON, found '\"' at byte 6 in place of a type: S, N, B, BOOL, NULL, SS, NS, BS, L or M"
    );
    assert_eq!(
        dynamo(r#"{"a":{"S":"x","N":"1"}}"#),
        "attribute `a`: expected DynamoDB JSON, found ',' at byte 13 in place of the end of the value"
    );
    assert_eq!(
        dynamo(r#"{"a":{"N":1}}"#),
        "attribute `a`: expected DynamoDB JSON, found '1' at byte 10 in place of a string"
    );
    assert_eq!(dynamo(r#"{"a":{"B":"?"}}"#), "attribute `a`: expected base64, found text that is none");
    assert_eq!(
        dynamo(r#"{"a":{"S":"\ud83d"}}"#),
        "attribute `a`: expected DynamoDB JSON, found '\\\\' at byte 11 in place of an escape sequence"
    );
    assert_eq!(plain(r#"{"a":01}"#), "attribute `a`: expected JSON, found '0' at byte 5 in place of a number");
    assert_eq!(plain(r#"{"a":"#), "attribute `a`: expected JSON, found the end of the text in place of a value");
    assert_eq!(
        plain("{\"a\":\"\n\"}"),
        "attribute `a`: expected JSON, found '\\n' at byte 6 in place of the end of the string"
    );
    let invalid = Entries::from_plain_json(b"{\"a\xff\":1}").err().expect("not UTF-8");
    assert_eq!(invalid.to_string(), "expected JSON, found bytes that are not UTF-8 at byte 3");
}

/// A value inside so many lists, in both JSON forms and as a tree.
fn nested(levels: usize) -> (String, String, Item) {
    let dynamo = format!(r#"{{"a":{}{{"S":"x"}}{}}}"#, r#"{"L":["#.repeat(levels), "]}".repeat(levels));
    let plain = format!(r#"{{"a":{}"x"{}}}"#, "[".repeat(levels), "]".repeat(levels));
    let tree = (0..levels).fold(AttributeValue::S("x".into()), |inner, _| AttributeValue::L(vec![inner]));
    (dynamo, plain, Item::from([("a".to_owned(), tree)]))
}

#[test]
fn values_nest_32_levels_deep() {
    let (dynamo, plain, item) = nested(32);
    assert_eq!(Entries::from_dynamo_json(dynamo.as_bytes()).and_then(Entries::into_map).as_ref(), Ok(&item));
    assert_eq!(Entries::from_plain_json(plain.as_bytes()).and_then(Entries::into_map).as_ref(), Ok(&item));
    assert_eq!(check_depth(&item), Ok(()));

    let (dynamo, plain, item) = nested(33);
    let found = "found lists and maps nested more than 32 levels deep";
    let path = format!("attribute `a{}`", "[0]".repeat(32));
    let error = Entries::from_dynamo_json(dynamo.as_bytes()).and_then(Entries::into_map).expect_err("too deep");
    assert_eq!(error.to_string(), format!("{path}: expected DynamoDB JSON, {found}"));
    let error = Entries::from_plain_json(plain.as_bytes()).and_then(Entries::into_map).expect_err("too deep");
    assert_eq!(error.to_string(), format!("{path}: expected JSON, {found}"));
    let error = check_depth(&item).expect_err("too deep");
    assert_eq!(error.to_string(), "`a`: lists and maps are nested more than 32 levels deep");
}

#[test]
fn depth_never_overflows_the_stack() {
    for open in ["[", "{\"a\":", "{\"$M\":{\"$M\":", "{\"L\":[", "{\"M\":{\"a\":"] {
        let json = format!("{{\"a\":{}", open.repeat(200_000));
        let dynamo = Entries::from_dynamo_json(json.as_bytes()).and_then(Entries::into_map);
        let plain = Entries::from_plain_json(json.as_bytes()).and_then(Entries::into_map);
        assert!(dynamo.is_err() && plain.is_err() && split_value(json.as_bytes()).is_err());
        let mut entries = Entries::from_plain_json(json.as_bytes()).expect("an object");
        let (_, value) = entries.next().expect("a member").expect("a member");
        assert!(value.skip().is_err());
        let mut entries = Entries::from_plain_json(json.as_bytes()).expect("an object");
        drop(entries.next().expect("a member"));
        assert!(entries.next().is_err());
    }
}

#[test]
fn what_dynamodb_has_no_value_for() {
    unstorable::<f64>(f64::NAN, "`a`: DynamoDB has no NaN and no infinities");
    unstorable::<f32>(f32::INFINITY, "`a`: DynamoDB has no NaN and no infinities");
    unstorable::<f64>(1e126, "`a`: 1E126 is outside DynamoDB's numbers (1E-130 to 9.9E125)");
    unstorable::<f64>(-1e-131, "`a`: -1E-131 is outside DynamoDB's numbers (1E-130 to 9.9E125)");
    let max = "340282366920938463463374607431768211455";
    unstorable::<u128>(u128::MAX, &format!("`a`: {max} has more than 38 significant digits"));
    let min = "-170141183460469231731687303715884105728";
    unstorable::<i128>(i128::MIN, &format!("`a`: {min} has more than 38 significant digits"));
    unstorable::<Option<BTreeSet<u8>>>(Some(BTreeSet::new()), "`a`: DynamoDB has no empty sets; use `None`");
    unstorable::<Vec<(u8, f64)>>(vec![(1, 1.0), (1, f64::NAN)], "`a[1][1]`: DynamoDB has no NaN and no infinities");
    unstorable::<HashMap<String, f64>>(
        [("x".to_owned(), f64::NAN)].into(),
        "`a.x`: DynamoDB has no NaN and no infinities",
    );
    unstorable::<As<Vec<f64>, Serde>>(vec![1.0, f64::NAN], "`a[1]`: DynamoDB has no NaN and no infinities");
    unstorable::<As<Vec<f64>, Serde>>(
        vec![1e300],
        &format!("`a[0]`: 1{} is outside DynamoDB's numbers (1E-130 to 9.9E125)", "0".repeat(300)),
    );
    let error = written::<f64>(&f64::NAN).expect_err("NaN");
    assert_eq!((error.path(), error.problem()), ("a", &Unstorable::NotFinite));
}

#[cfg(feature = "chrono")]
#[test]
fn dates_that_do_not_fit() {
    use chrono::{DateTime, NaiveDate, Utc};
    let far = NaiveDate::from_ymd_opt(10_000, 1, 1).expect("chrono has it");
    unstorable::<NaiveDate>(far, "`a`: the year 10000 is outside 0000 to 9999");
    let far = far.and_hms_opt(0, 0, 0).expect("midnight").and_utc();
    unstorable::<DateTime<Utc>>(far, "`a`: the year 10000 is outside 0000 to 9999");
    unstorable::<DateTime<Utc>>(DateTime::<Utc>::MIN_UTC, "`a`: the year -262143 is outside 0000 to 9999");
    refused::<NaiveDate>(r#"{"a":{"S":"2025-02-29"}}"#, "attribute `a`: expected a date (S), found \"2025-02-29\"");
    let text = "attribute `a`: expected a date-time of RFC 3339 (S), found \"2025-02-28\"";
    refused::<DateTime<Utc>>(r#"{"a":{"S":"2025-02-28"}}"#, text);
}

#[cfg(feature = "decimal")]
#[test]
fn a_number_that_is_no_decimal() {
    let text = "attribute `a`: expected a number (N) that fits `Decimal`, found 79228162514264337593543950336";
    refused::<rust_decimal::Decimal>(r#"{"a":{"N":"79228162514264337593543950336"}}"#, text);
}

/// The item `{ a: value }`, if the value can be stored.
#[test]
fn floats_that_only_zero_or_infinity_would_be_near() {
    for number in ["1E-60", "-1E-60", "0.00000000000000000000000000000000000000000000000000000001", "1E60"] {
        let stored: Item = [("a".to_owned(), AttributeValue::N(number.to_owned()))].into();
        for (source, result) in each(&stored, read::<f32>) {
            let error = result.expect_err(source);
            assert_eq!((error.path(), error.expected()), ("a", "a number (N) that fits `f32`"));
        }
    }
    for zero in ["0", "0E-60", "-0.000"] {
        let stored: Item = [("a".to_owned(), AttributeValue::N(zero.to_owned()))].into();
        for (source, result) in each(&stored, read::<f32>) {
            assert_eq!(result, Ok(0.0), "{zero} from {source}");
        }
    }
}
