use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use aws_sdk_dynamodb::types::AttributeValue::{self, Bs};
use dynamo_core::prelude::*;

use super::held;
use crate::case::Case;
use crate::edges::nested;
use crate::fixtures::{Address, Line, Status};
use crate::stored::{b, list, map, n, numbers, s, texts};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "collections")]
struct Collections {
    #[pk]
    id: String,
    texts: HashSet<String>,
    numbers: BTreeSet<u64>,
    decimals: BTreeSet<Number>,
    blobs: BTreeSet<Bytes>,
    list: Vec<String>,
    deque: VecDeque<i32>,
    array: [u32; 2],
    pair: (u32, String),
    lists: Vec<Vec<u32>>,
    map: BTreeMap<String, u32>,
    hashed: HashMap<String, Vec<u32>>,
    document: Address,
    documents: Vec<Line>,
    by_name: BTreeMap<String, Line>,
    outer: Outer,
    any: AttributeValue,
    #[dynamo(serde)]
    foreign: Foreign,
    #[cfg(feature = "serde-json")]
    #[dynamo(serde)]
    json: serde_json::Value,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Outer {
    status: Status,
    inner: Option<Inner>,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Inner {
    tags: BTreeSet<String>,
    lines: Vec<Line>,
    #[dynamo(flatten)]
    rest: Item,
}

#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
struct Foreign {
    a: u8,
    b: Option<String>,
}

fn collections() -> Collections {
    Collections {
        id: "c".into(),
        texts: HashSet::new(),
        numbers: BTreeSet::new(),
        decimals: BTreeSet::new(),
        blobs: BTreeSet::new(),
        list: Vec::new(),
        deque: VecDeque::new(),
        array: [1, 2],
        pair: (1, "one".into()),
        lists: Vec::new(),
        map: BTreeMap::new(),
        hashed: HashMap::new(),
        document: Address { city: "Oslo".into(), zip: "0150".into() },
        documents: Vec::new(),
        by_name: BTreeMap::new(),
        outer: Outer { status: Status::Paid, inner: None },
        any: AttributeValue::Bool(true),
        foreign: Foreign { a: 1, b: None },
        #[cfg(feature = "serde-json")]
        json: serde_json::json!({}),
    }
}

fn line(sku: &str) -> Line {
    Line { sku: sku.into(), qty: 1 }
}

fn stored_line(sku: &str) -> AttributeValue {
    map([("sku", s(sku)), ("qty", n(1))])
}

variants! {
    Collection {
        NoTexts,
        Texts,
        Numbers,
        Decimals,
        Blobs,
        NoList,
        List,
        Deque,
        Array,
        Pair,
        Lists,
        NoMap,
        Map,
        OddMembers,
        MapOfLists,
        Document,
        Documents,
        DocumentsByName,
        DocumentInDocument,
        Deep,
        Wide,
        Foreign,
    }
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases: Vec<_> = Collection::ALL.iter().map(|collection| case(*collection)).collect();
    #[cfg(feature = "serde-json")]
    cases.push({
        let json = serde_json::json!({ "a": [1, -2, 0.5, null, true, "x"], "b": {} });
        let members = list([n(1), n(-2), n("0.5"), AttributeValue::Null(true), AttributeValue::Bool(true), s("x")]);
        held("json".into(), Collections { json, ..collections() }, "json", map([("a", members), ("b", map([]))]))
    });
    cases
}

fn case(collection: Collection) -> Case {
    let name = format!("collection {collection:?}");
    let base = collections();
    match collection {
        Collection::NoTexts => held(name, base, "texts", None),
        Collection::Texts => {
            let elements = ["b".to_owned(), String::from("a"), "ä".into()].into();
            held(name, Collections { texts: elements, ..base }, "texts", texts(["a", "b", "ä"]))
        }
        Collection::Numbers => {
            let stored = numbers(["0", "10", "18446744073709551615"]);
            held(name, Collections { numbers: [u64::MAX, 10, 0].into(), ..base }, "numbers", stored)
        }
        Collection::Decimals => {
            let decimals = ["1.50", "-0.001", "1e-130"].map(|text| text.parse().expect("a number")).into();
            held(name, Collections { decimals, ..base }, "decimals", numbers(["1.5", "-0.001", "1e-130"]))
        }
        Collection::Blobs => {
            let blobs = [b"\x00".into(), b"\xff\xfe".into()].into();
            let stored = Bs([&b"\x00"[..], b"\xff\xfe"].map(aws_sdk_dynamodb::primitives::Blob::new).into());
            held(name, Collections { blobs, ..base }, "blobs", stored)
        }
        Collection::NoList => held(name, base, "list", list([])),
        Collection::List => {
            let stored = list([s("b"), s("a"), s("a"), s("")]);
            held(name, Collections { list: ["b", "a", "a", ""].map(str::to_owned).into(), ..base }, "list", stored)
        }
        Collection::Deque => held(name, Collections { deque: [2, -1].into(), ..base }, "deque", list([n(2), n(-1)])),
        Collection::Array => held(name, base, "array", list([n(1), n(2)])),
        Collection::Pair => held(name, base, "pair", list([n(1), s("one")])),
        Collection::Lists => {
            let stored = list([list([]), list([n(1)])]);
            held(name, Collections { lists: vec![vec![], vec![1]], ..base }, "lists", stored)
        }
        Collection::NoMap => held(name, base, "map", map([])),
        Collection::Map => held(name, Collections { map: [("a".into(), 1)].into(), ..base }, "map", map([("a", n(1))])),
        Collection::OddMembers => {
            let members = ["a.b", "#0", ":0", "with space", "ä", "S", "[0]"];
            let stored = AttributeValue::M(members.map(|name| (name.to_owned(), n(1))).into());
            held(name, Collections { map: members.map(|name| (name.to_owned(), 1)).into(), ..base }, "map", stored)
        }
        Collection::MapOfLists => {
            let hashed = [("a".to_owned(), vec![1, 2])].into();
            held(name, Collections { hashed, ..base }, "hashed", map([("a", list([n(1), n(2)]))]))
        }
        Collection::Document => held(name, base, "document", map([("city", s("Oslo")), ("postcode", s("0150"))])),
        Collection::Documents => {
            let stored = list([stored_line("a"), stored_line("b")]);
            held(name, Collections { documents: vec![line("a"), line("b")], ..base }, "documents", stored)
        }
        Collection::DocumentsByName => {
            let by_name = [("a".to_owned(), line("x"))].into();
            held(name, Collections { by_name, ..base }, "by_name", map([("a", stored_line("x"))]))
        }
        Collection::DocumentInDocument => {
            let rest = [("more".to_owned(), b(b"x"))].into();
            let inner = Inner { tags: ["t".into()].into(), lines: vec![line("a")], rest };
            let stored = map([("tags", texts(["t"])), ("lines", list([stored_line("a")])), ("more", b(b"x"))]);
            let outer = Outer { status: Status::Pending, inner: Some(inner) };
            held(name, Collections { outer, ..base }, "outer", map([("status", s("pending")), ("inner", stored)]))
        }
        Collection::Deep => held(name, Collections { any: nested(30), ..base }, "any", nested(30)),
        Collection::Wide => {
            let list: Vec<_> = (0..5_000).map(|number| format!("{number}")).collect();
            let stored = AttributeValue::L(list.iter().map(|text| s(text)).collect());
            held(name, Collections { list, ..base }, "list", stored)
        }
        Collection::Foreign => {
            let foreign = Foreign { a: 2, b: Some("b".into()) };
            held(name, Collections { foreign, ..base }, "foreign", map([("a", n(2)), ("b", s("b"))]))
        }
    }
}
