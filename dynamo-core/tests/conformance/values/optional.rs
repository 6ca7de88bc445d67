use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::AttributeValue::{Bool, Null};
use dynamo_core::prelude::*;

use super::held;
use crate::case::Case;
use crate::fixtures::Address;
use crate::stored::{item, list, map, n, s, texts};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "optional")]
struct Optional {
    #[pk]
    id: String,
    text: Option<String>,
    number: Option<u32>,
    #[dynamo(null)]
    null: Option<String>,
    flag: Option<bool>,
    set: Option<BTreeSet<String>>,
    document: Option<Address>,
    list: Vec<Option<u32>>,
    map: BTreeMap<String, Option<u32>>,
    #[dynamo(default)]
    defaulted: u32,
    #[dynamo(computed = size_of_text)]
    computed: u32,
    #[dynamo(flatten)]
    rest: Item,
}

fn size_of_text(item: &Optional) -> u32 {
    item.text.as_ref().map_or(0, |text| u32::try_from(text.len()).expect("a short text"))
}

fn optional() -> Optional {
    Optional {
        id: "o".into(),
        text: None,
        number: None,
        null: None,
        flag: None,
        set: None,
        document: None,
        list: Vec::new(),
        map: BTreeMap::new(),
        defaulted: 0,
        computed: 0,
        rest: Item::new(),
    }
}

variants! {
    Maybe {
        NoText,
        Text,
        EmptyText,
        NoNumber,
        Zero,
        NullForNone,
        NoNullForSome,
        NoFlag,
        False,
        NoSet,
        Set,
        NoDocument,
        Document,
        NoneInList,
        NoneInMap,
        Default,
        Computed,
        Rest,
        NullInRest,
        NestedRest,
    }
}

pub(super) fn cases() -> Vec<Case> {
    Maybe::ALL.iter().map(|maybe| case(*maybe)).collect()
}

fn case(maybe: Maybe) -> Case {
    let name = format!("optional {maybe:?}");
    let rest = |value| Optional { rest: item([("more", value)]), ..optional() };
    match maybe {
        Maybe::NoText => held(name, optional(), "text", None),
        Maybe::Text => held(name, Optional { text: Some("t".into()), computed: 1, ..optional() }, "text", s("t")),
        Maybe::EmptyText => held(name, Optional { text: Some(String::new()), ..optional() }, "text", s("")),
        Maybe::NoNumber => held(name, optional(), "number", None),
        Maybe::Zero => held(name, Optional { number: Some(0), ..optional() }, "number", n(0)),
        Maybe::NullForNone => held(name, optional(), "null", Null(true)),
        Maybe::NoNullForSome => held(name, Optional { null: Some("x".into()), ..optional() }, "null", s("x")),
        Maybe::NoFlag => held(name, optional(), "flag", None),
        Maybe::False => held(name, Optional { flag: Some(false), ..optional() }, "flag", Bool(false)),
        Maybe::NoSet => held(name, optional(), "set", None),
        Maybe::Set => held(name, Optional { set: Some(["a".into()].into()), ..optional() }, "set", texts(["a"])),
        Maybe::NoDocument => held(name, optional(), "document", None),
        Maybe::Document => {
            let document = Some(Address { city: "Oslo".into(), zip: String::new() });
            let stored = map([("city", s("Oslo")), ("postcode", s(""))]);
            held(name, Optional { document, ..optional() }, "document", stored)
        }
        Maybe::NoneInList => {
            let stored = list([n(1), Null(true), n(2)]);
            held(name, Optional { list: vec![Some(1), None, Some(2)], ..optional() }, "list", stored)
        }
        Maybe::NoneInMap => {
            held(name, Optional { map: [("a".into(), Some(1))].into(), ..optional() }, "map", map([("a", n(1))]))
        }
        Maybe::Default => held(name, optional(), "defaulted", n(0)),
        Maybe::Computed => {
            held(name, Optional { text: Some("four".into()), computed: 4, ..optional() }, "computed", n(4))
        }
        Maybe::Rest => held(name, rest(s("x")), "more", s("x")),
        Maybe::NullInRest => held(name, rest(Null(true)), "more", Null(true)),
        Maybe::NestedRest => {
            let nested = || map([("x", list([n("0.10"), Null(true), map([])]))]);
            held(name, rest(crate::stored::normal_value(nested())), "more", nested())
        }
    }
}
