//! Bytes that are broken in every way: an error or a value, never a panic, never for long.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use dynamo_core::error::DecodeError;
use dynamo_core::value::{Bytes, Entries, Item, Missing, Slot, at, raw_members, split_value, to_dynamo_json};

use crate::document::Line;
use crate::mutated::{Random, mutate};

const ROUNDS: usize = 100_000;

const DYNAMO: [&str; 5] = [
    r#"{"a":{"S":"text \"quoted\" \u00e9\ud83d\ude00"},"b":{"N":"-12.5e3"},"c":{"BOOL":true},"d":{"NULL":true}}"#,
    r#" { "a" : { "L" : [ { "N" : "1" } , { "S" : "x" } , { "L" : [ ] } ] } , "set" : { "SS" : [ "x" , "y" ] } } "#,
    r#"{"lines":{"L":[{"M":{"sku":{"S":"x"},"price":{"N":"1"}}},{"M":{"sku":{"S":"y"},"price":{"N":"2"}}}]}}"#,
    r#"{"bytes":{"B":"AAECAwQF"},"ns":{"NS":["1","2"]},"bs":{"BS":["AA==","AQ=="]},"map":{"M":{"x":{"N":"1"}}}}"#,
    r#"{"":{"M":{"":{"M":{"":{"M":{}}}}}},"a":{"S":""},"é\n":{"S":"\\\/\b\f\n\r\t"}}"#,
];

const PLAIN: [&str; 5] = [
    r#"{"a":"text \"quoted\" \u00e9\ud83d\ude00","b":-12.5e3,"c":true,"d":null,"e":false}"#,
    r#" { "a" : [ 1 , "x" , [ ] , { } ] , "set" : { "$SS" : [ "x" , "y" ] } , "n" : { "$N" : "x" } } "#,
    r#"{"lines":[{"sku":"x","price":1},{"sku":"y","price":2,"note":null}],"map":{"x":1,"y":2}}"#,
    r#"{"bytes":{"$B":"AAECAwQF"},"ns":{"$NS":[1,2,"x"]},"bs":{"$BS":["AA==","AQ=="]},"m":{"$M":{"$B":{"$B":"AA=="}}}}"#,
    r#"{"":{"":{"":{}}},"a":"","é\n":"\\\/\b\f\n\r\t","$B":1}"#,
];

/// Reads the bytes as many types at once, leaving some values unread.
fn typed(mut entries: Entries<'_>) -> Result<(), DecodeError> {
    let mut text = Slot::new();
    let mut number = Slot::new();
    let mut lines = Slot::new();
    let mut set = Slot::new();
    let mut numbers = Slot::new();
    let mut bytes = Slot::new();
    let mut map = Slot::new();
    while let Some((name, value)) = entries.next()? {
        match &*name {
            "a" => at("a", text.fill::<Option<String>>(value))?,
            "b" => at("b", number.fill::<f64>(value))?,
            "c" => drop(value),
            "lines" => at("lines", lines.fill::<Vec<Line>>(value))?,
            "set" => at("set", set.fill::<HashSet<String>>(value))?,
            "ns" => at("ns", numbers.fill::<BTreeSet<u8>>(value))?,
            "bytes" => at("bytes", bytes.fill::<Bytes>(value))?,
            "map" => at("map", map.fill::<BTreeMap<String, u64>>(value))?,
            _ => value.skip()?,
        }
    }
    let mut missing = Missing::new();
    text.done::<Option<String>>(0, &mut missing).map(drop).ok_or_else(|| missing.into_error(&["a"]))
}

fn whole(entries: Result<Entries<'_>, DecodeError>) -> Option<Item> {
    entries.and_then(Entries::into_map).ok()
}

/// Runs the rounds and counts the inputs that were well-formed all the same.
fn rounds(corpus: &[&str], read: impl Fn(&[u8]) -> bool) -> usize {
    let mut random = Random::new();
    for json in corpus {
        assert!(read(json.as_bytes()), "{json}");
    }
    (0..ROUNDS).filter(|_| read(&mutate(&mut random, corpus))).count()
}

#[test]
fn broken_dynamo_json() {
    let good = rounds(&DYNAMO, |bytes| {
        let _ = Entries::from_dynamo_json(bytes).and_then(typed);
        let item = whole(Entries::from_dynamo_json(bytes));
        if let Some(item) = &item {
            assert_eq!(whole(Entries::from_dynamo_json(&to_dynamo_json(item))).as_ref(), Some(item));
            assert!(serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok(), "{}", bytes.escape_ascii());
        }
        item.is_some()
    });
    assert!((1_000..ROUNDS / 2).contains(&good), "{good}");
}

#[test]
fn broken_plain_json() {
    let good = rounds(&PLAIN, |bytes| {
        let _ = Entries::from_plain_json(bytes).and_then(typed);
        let item = whole(Entries::from_plain_json(bytes));
        if item.is_some() {
            assert!(serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok(), "{}", bytes.escape_ascii());
        }
        item.is_some()
    });
    assert!((1_000..ROUNDS / 2).contains(&good), "{good}");
}

/// What is left half-read is checked like what is skipped: nothing that follows is taken for a part of it.
#[test]
fn what_is_left_half_read_is_json() {
    let half = |bytes: &[u8]| -> Result<(), DecodeError> {
        let mut entries = Entries::from_dynamo_json(bytes)?;
        while let Some((_, value)) = entries.next()? {
            // One element of a list; what is no list is not read at all.
            if let Ok(mut elements) = value.list() {
                elements.next()?;
            }
        }
        Ok(())
    };
    let good = rounds(&DYNAMO, |bytes| {
        let left = half(bytes).is_ok();
        let is_json = || serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok();
        assert!(!left || is_json(), "{}", bytes.escape_ascii());
        left
    });
    assert!((1_000..ROUNDS / 2).contains(&good), "{good}");
}

/// What is cut off unread is what serde_json takes for JSON.
#[test]
fn raw_values_are_as_strict_as_serde_json() {
    let good = rounds(&PLAIN, |bytes| {
        let ours = split_value(bytes).is_ok_and(|(_, rest)| rest.trim_ascii().is_empty());
        let text = std::str::from_utf8(bytes);
        match text.map(serde_json::from_str::<serde_json::Value>) {
            Ok(Ok(_)) => assert!(ours, "{}", bytes.escape_ascii()),
            // A number out of a float's range is JSON all the same.
            Ok(Err(error)) => assert!(!ours || error.to_string().contains("out of range"), "{}", bytes.escape_ascii()),
            Err(_) => assert!(!ours),
        }
        if let Ok(members) = raw_members(bytes) {
            for member in members.take_while(Result::is_ok) {
                let (_, value) = member.expect("checked");
                assert!(split_value(value).is_ok_and(|(whole, rest)| whole == value && rest.is_empty()));
            }
        }
        ours
    });
    assert!((1_000..ROUNDS / 2).contains(&good), "{good}");
}
