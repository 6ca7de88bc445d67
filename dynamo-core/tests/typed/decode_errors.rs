//! What reading says of an item that does not fit: table, key, path, what was expected and what was found.

use dynamo_core::error::{ErrorKind, Found};
use dynamo_core::prelude::*;

use crate::codec::each;
use crate::fixtures::{AppItem, Order, Profile, Story, order, story};
use crate::plain::{list, map, n, s};
use aws_sdk_dynamodb::types::AttributeValue;

fn spoilt(name: &str, value: Option<AttributeValue>) -> Item {
    let mut stored = order().to_item().unwrap();
    match value {
        Some(value) => drop(stored.insert(name.to_owned(), value)),
        None => drop(stored.remove(name)),
    }
    stored
}

/// From every source the same, and from `from_item` with table and key.
fn refused(name: &str, value: Option<AttributeValue>, text: &str) {
    let stored = spoilt(name, value);
    for read in each::<Order>(&stored) {
        assert_eq!(read.unwrap_err().to_string(), text);
    }
    let error = Order::from_item(stored).unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.to_string(), format!("{text} (table `orders`, key user_id=\"u1\", order_id=\"o1\")"));
}

#[test]
fn attributes() {
    refused("total", None, "attribute `total`: expected a number (N), found nothing");
    refused("total", Some(s("x")), "attribute `total`: expected a number (N), found S");
    refused("total", Some(n(-1)), "attribute `total`: expected a number (N) that fits `u64`, found -1");
    refused("total", Some(AttributeValue::Null(true)), "attribute `total`: expected a number (N), found NULL");
    refused("status", Some(s("Paid")), "attribute `status`: expected one of \"pending\", \"paid\", found \"Paid\"");
    let long = format!("attribute `status`: expected one of \"pending\", \"paid\", found \"{}\"…", "x".repeat(80));
    refused("status", Some(s(&"x".repeat(5000))), &long);
    refused("tags", Some(list([])), "attribute `tags`: expected a set of text (SS), found L");
    refused("region", Some(n(1)), "attribute `region`: expected text (S), found N");
    refused("expires_at", Some(n("1.5")), "attribute `expires_at`: expected seconds since 1970 (N), found 1.5");
}

#[test]
fn nested() {
    refused("address", Some(map([("city", s("c"))])), "attribute `address.postcode`: expected text (S), found nothing");
    refused("address", Some(s("x")), "attribute `address`: expected a map (M), found S");
    let line = |qty| map([("sku", s("a")), ("qty", qty)]);
    let text = "attribute `lines[1].qty`: expected a number (N), found S";
    refused("lines", Some(list([line(n(1)), line(s("x"))])), text);
    refused("lines", Some(list([map([])])), "attribute `lines[0].sku`: expected text (S), found nothing");
}

#[test]
fn the_parts_can_be_acted_on() {
    let error = Order::from_item(spoilt("total", Some(n(-1)))).unwrap_err();
    assert_eq!((error.table(), error.key()), (Some("orders"), Some(r#"user_id="u1", order_id="o1""#)));
    let ErrorKind::Decode(decode) = error.kind() else { panic!("{error:?}") };
    assert_eq!((decode.path(), decode.expected()), ("total", "a number (N) that fits `u64`"));
    assert_eq!(decode.found(), &Found::Value("-1".into()));
}

#[test]
fn pattern_keys_are_named_too() {
    let mut stored = story().to_item().unwrap();
    stored.remove("title");
    let text = r##"attribute `title`: expected text (S), found nothing (table `app`, key PK="USER#ada", SK="STORY#12#RUN#0000000007")"##;
    assert_eq!(Story::from_item(stored.clone()).unwrap_err().to_string(), text);
    assert_eq!(AppItem::from_item(stored).unwrap_err().to_string(), text);
    let no_key = Profile::from_item(crate::plain::item([("name", s("x"))])).unwrap_err();
    assert_eq!(no_key.to_string(), "attribute `owner`: expected text (S), found nothing (table `app`)");
}

#[test]
fn malformed_json_is_a_decode_error() {
    for text in [&b"{"[..], b"{\"total\":{\"N\":1}", b"[]", b"", b"{\"total\":{\"X\":\"1\"}}"] {
        let read = dynamo_core::value::Entries::from_dynamo_json(text)
            .and_then(|mut entries| <Order as dynamo_core::table::Row>::read(&mut entries));
        assert!(matches!(read.unwrap_err().found(), Found::Malformed(_)));
    }
}
