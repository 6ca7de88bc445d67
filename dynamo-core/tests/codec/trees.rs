//! Any tree of attribute values comes back equal from each source.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::value::{Entries, Item, raw_members, to_dynamo_json, to_plain_json};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use crate::number::number;
use crate::sources::each;

/// Names and texts: often those that could be taken for something else.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => any::<String>(),
        1 => prop::sample::select(vec!["$B", "$M", "$SS", "$NS", "$BS", "$N", "$x", "S", "M", "", "\0", "\"", "\\u0041", "\u{2028}"])
            .prop_map(str::to_owned),
        1 => "[\"\\\\/\u{0}-\u{1f}é😀a]{0,20}",
    ]
}

/// Numbers as DynamoDB returns them, and now and then text that is no number.
fn number_text() -> impl Strategy<Value = String> {
    prop_oneof![9 => number().prop_map(|number| number.to_string()), 1 => "[a-z\"]{0,3}"]
}

fn blob() -> impl Strategy<Value = Blob> {
    vec(any::<u8>(), 0..12).prop_map(Blob::new)
}

fn leaf() -> impl Strategy<Value = AttributeValue> {
    prop_oneof![
        text().prop_map(AttributeValue::S),
        number_text().prop_map(AttributeValue::N),
        blob().prop_map(AttributeValue::B),
        any::<bool>().prop_map(AttributeValue::Bool),
        Just(AttributeValue::Null(true)),
        vec(text(), 0..4).prop_map(AttributeValue::Ss),
        vec(number_text(), 0..4).prop_map(AttributeValue::Ns),
        vec(blob(), 0..4).prop_map(AttributeValue::Bs),
    ]
}

fn map(values: impl Strategy<Value = AttributeValue>) -> impl Strategy<Value = Item> {
    btree_map(text(), values, 0..4).prop_map(|members: BTreeMap<_, _>| members.into_iter().collect())
}

/// Nested to five levels.
fn tree() -> impl Strategy<Value = AttributeValue> {
    leaf().prop_recursive(5, 40, 4, |inner| {
        prop_oneof![vec(inner.clone(), 0..4).prop_map(AttributeValue::L), map(inner).prop_map(AttributeValue::M),]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn every_source_gives_the_item_back(item in map(tree())) {
        for (source, result) in each(&item, |entries| entries.into_map()) {
            prop_assert_eq!(result.as_ref(), Ok(&item), "from {}", source);
        }
    }

    #[test]
    fn skipped_and_unread_values_leave_the_rest_readable(item in map(tree()), read in any::<u64>()) {
        let mut expected: Vec<_> = item.keys().cloned().collect();
        expected.sort();
        for (source, names) in each(&item, |mut entries| {
            let mut names = Vec::new();
            while let Some((name, value)) = entries.next().expect("well-formed") {
                match read >> (names.len() * 2) & 3 {
                    0 => drop(value),
                    1 => value.skip().expect("well-formed"),
                    2 => assert_eq!(value.into_attribute_value().as_ref(), Ok(&item[&*name])),
                    // Reads into lists and maps without finishing them.
                    _ => match value.stored() {
                        "M" => drop(value.map().expect("a map").next().expect("well-formed")),
                        "L" => drop(value.list().expect("a list").next().expect("well-formed")),
                        "SS" => drop(value.text_set().expect("a set").next().expect("well-formed")),
                        _ => assert!(value.map().is_err()),
                    },
                }
                names.push(name.into_owned());
            }
            names.sort();
            names
        }) {
            prop_assert_eq!(&names, &expected, "from {}", source);
        }
    }

    #[test]
    fn serde_json_reads_what_is_written(item in map(tree())) {
        for json in [to_dynamo_json(&item), to_plain_json(&item)] {
            let value: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
            prop_assert_eq!(value.as_object().expect("an object").len(), item.len());
            prop_assert_eq!(raw_members(&json).expect("an object").count(), item.len());
        }
    }

    #[test]
    fn white_space_means_nothing(item in map(tree())) {
        // DynamoDB JSON has no numbers, which serde_json would round.
        let value: serde_json::Value = serde_json::from_slice(&to_dynamo_json(&item)).expect("JSON");
        let pretty = serde_json::to_vec_pretty(&value).expect("JSON");
        let result = Entries::from_dynamo_json(&pretty).and_then(Entries::into_map);
        prop_assert_eq!(result.as_ref(), Ok(&item));
    }
}
