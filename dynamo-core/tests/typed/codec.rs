//! Whole items: written, and read back equal from each source.

use std::collections::HashSet;
use std::fmt::Debug;

use dynamo_core::prelude::*;
use dynamo_core::table::Row;
use dynamo_core::value::{Entries, to_dynamo_json, to_plain_json};

use crate::fixtures::{Kinds, Order, Profile, Story, full_order, kinds, order, profile, story};
use crate::plain::{b, item, list, map, n, s};
use aws_sdk_dynamodb::types::AttributeValue::{Bool, Ns, Null, Ss};

/// Reads an item from an owned map, a borrowed one, DynamoDB JSON and plain JSON.
pub(crate) fn each<R: Row>(stored: &Item) -> [Result<R, dynamo_core::error::DecodeError>; 4] {
    let (dynamo, plain) = (to_dynamo_json(stored), to_plain_json(stored));
    [
        R::read(&mut Entries::from_map(stored.clone())),
        R::read(&mut Entries::from_item(stored)),
        Entries::from_dynamo_json(&dynamo).and_then(|mut entries| R::read(&mut entries)),
        Entries::from_plain_json(&plain).and_then(|mut entries| R::read(&mut entries)),
    ]
}

/// The item comes back equal from every source; gives it.
pub(crate) fn round_trip<T: Table + PartialEq + Debug>(table: &T) -> Item {
    let stored = table.to_item().unwrap();
    assert_eq!(table.encoded_fields().unwrap().to_item(), table.written_fields().unwrap());
    for read in each::<T>(&stored) {
        assert_eq!(&read.unwrap(), table);
    }
    assert_eq!(&T::from_item(stored.clone()).unwrap(), table);
    stored
}

#[test]
fn every_table_comes_back() {
    round_trip(&order());
    round_trip(&full_order());
    round_trip(&story());
    round_trip(&kinds());
    let written = Profile { schema: "anything".into(), ..profile() };
    let stored = written.to_item().unwrap();
    round_trip(&Profile::from_item(stored).unwrap());
}

#[test]
fn what_is_stored() {
    let stored = kinds().to_item().unwrap();
    let address = |city, zip| map([("city", s(city)), ("postcode", s(zip))]);
    let line = || map([("sku", s("a")), ("qty", n(1))]);
    let expected = item([
        ("id", s("k")),
        ("text", s("t")),
        ("other_text", s("t2")),
        ("number", n(1)),
        ("other", n(2)),
        ("float", n("0.5")),
        ("flag", Bool(true)),
        ("bytes", b(b"\x00\xff")),
        ("list", list([n(1), n(2)])),
        ("texts", Ss(vec!["x".into()])),
        ("numbers", Ns(vec!["1".into()])),
        ("map", map([("m", n(1))])),
        ("status", s("pending")),
        ("address", address("Oslo", "0150")),
        ("lines", list([line()])),
        ("by_name", map([("a", line())])),
        ("maybe", s("m")),
        ("maybe_address", address("Bergen", "5003")),
        ("nullable", Null(true)),
        ("opaque", list([n(1), s("o")])),
        ("blob", b(&[1, 2])),
        ("digits", list([n(3), n(4)])),
        ("time", n(5)),
    ]);
    assert_eq!(stored, expected);
}

#[test]
fn absent_and_null_read_as_none() {
    let mut stored = full_order().to_item().unwrap();
    for name in ["region", "description", "expires_at", "tags", "unknown", "a.b"] {
        stored.remove(name);
    }
    assert_eq!(Order::from_item(stored.clone()).unwrap(), order());
    for name in ["region", "description", "expires_at", "tags"] {
        stored.insert(name.to_owned(), Null(true));
    }
    for read in each::<Order>(&stored) {
        assert_eq!(read.unwrap(), order());
    }
    let mut stored = kinds().to_item().unwrap();
    stored.remove("nullable");
    assert_eq!(Kinds::from_item(stored).unwrap(), kinds());
}

#[test]
fn an_empty_set_is_left_out() {
    let stored = Kinds { texts: HashSet::new(), numbers: HashSet::new(), ..kinds() }.to_item().unwrap();
    assert!(!stored.contains_key("texts") && !stored.contains_key("numbers"));
}

#[test]
fn unknown_attributes_are_kept_where_the_type_keeps_them() {
    let mut stored = full_order().to_item().unwrap();
    stored.insert("deep".to_owned(), map([("x", list([n(1), Null(true)]))]));
    for read in each::<Order>(&stored) {
        let read = read.unwrap();
        assert_eq!(read.rest.len(), 3);
        assert_eq!(read.to_item().unwrap(), stored);
    }
    let mut stored = story().to_item().unwrap();
    stored.insert("deep".to_owned(), map([("x", list([n(1), Null(true)]))]));
    for read in each::<Story>(&stored) {
        assert_eq!(read.unwrap(), story(), "ignored");
    }
}

#[test]
fn what_is_known_is_never_taken_from_the_rest() {
    let rest = item([
        ("total", s("wrong")),
        ("items_count", s("wrong")),
        ("region", s("stale")),
        ("description", s("stale")),
        ("new", n(1)),
    ]);
    let order = Order { rest, ..order() };
    let stored = order.to_item().unwrap();
    let encoded = order.encoded_fields().unwrap();
    assert_eq!(encoded.to_item(), order.written_fields().unwrap());
    assert!(!encoded.apart().contains_key("items_count"), "it would be sent twice");
    assert_eq!((&stored["total"], &stored["new"]), (&n(70), &n(1)));
    assert_eq!(stored["items_count"], n(2));
    assert!(!stored.contains_key("region"), "`None` is left out, whatever the rest holds");
    assert!(!stored.contains_key("description"));
}

/// Keys, tag and version are the library's own, and no attributes that the type does not know.
#[test]
fn the_rest_does_not_catch_keys() {
    #[derive(Debug, Clone, PartialEq, DynamoTable)]
    #[dynamo(table = "notes", entity = "note")]
    #[pk("USER#{owner}")]
    #[sk("NOTE#{id}")]
    #[gsi(by_topic, pk = "TOPIC#{topic}")]
    struct Note {
        owner: String,
        id: String,
        topic: Option<String>,
        #[schema_version(1)]
        version: u32,
        #[dynamo(flatten)]
        rest: Item,
    }
    let note =
        Note { owner: "u".into(), id: "i".into(), topic: Some("t".into()), version: 1, rest: item([("more", n(1))]) };
    let mut stored = round_trip(&note);
    assert_eq!(stored.remove("BY_TOPICPK"), Some(s("TOPIC#t")));
    let stale = Note { topic: None, rest: item([("BY_TOPICPK", s("TOPIC#old")), ("PK", s("x"))]), ..note };
    let stored = stale.to_item().unwrap();
    assert!(!stored.contains_key("BY_TOPICPK"));
    assert_eq!(stored["PK"], s("USER#u"));
}
