//! Names and values that look like expressions: they are data, wherever they stand.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::backend::Feature;
use dynamo_core::expr::{Check, all, any};
use dynamo_core::prelude::*;
use dynamo_core::table::DynamoTable as _;

use super::actions::Act;
use super::done::changed;
use super::kinds::{Kind, Kinds, required};
use super::operators::Operator;
use super::spots::{At, Spot, State, model};
use crate::bench::Bench;
use crate::case::Case;
use crate::stored::{item, list, map, n, normal, s, texts};

/// Reserved words, placeholders, marks, words of expressions, methods of ours.
const NAMES: [&str; 29] = [
    "name",
    "status",
    "size",
    "count",
    "a.b",
    ".",
    "a-b",
    "with space",
    " ",
    "größe 🦀",
    "日本",
    "a__b",
    "#x",
    ":v",
    "#0",
    ":0",
    "#n0",
    "a[0]",
    "[1]",
    "eq",
    "set",
    "attr",
    "AND",
    "a, b",
    "'",
    "\"",
    "\\",
    "attribute_exists(x)",
    "SET #0 = :0",
];

/// Text that would do harm if it were anything but a value.
const VALUES: [&str; 13] = [
    "#n0",
    "#0",
    ":v0",
    ":0",
    "attribute_exists(x)",
    "\" OR 1",
    "' OR '1'='1",
    "x) OR attribute_exists(id",
    "SET #0 = :0",
    "a.b[0]",
    "%_*",
    "\\\"",
    "größe 🦀",
];

/// The words that our expressions are made of.
const WORDS: [&str; 18] = [
    "AND",
    "OR",
    "NOT",
    "BETWEEN",
    "IN",
    "SET",
    "REMOVE",
    "ADD",
    "DELETE",
    "attribute_exists",
    "attribute_not_exists",
    "attribute_type",
    "begins_with",
    "contains",
    "size",
    "if_not_exists",
    "list_append",
    "",
];

pub(super) fn cases() -> Vec<Case> {
    let some = |first: usize| NAMES.into_iter().enumerate().skip(first).step_by(6);
    let names = (0..6).map(|first| {
        Case::new(
            format!("attributes called {:?}", some(first).map(|(_, name)| name).collect::<Vec<_>>()),
            move |bench| async move {
                bench.with::<Kinds>().await;
                for (number, name) in some(first) {
                    named(&bench, number, name).await;
                }
            },
        )
    });
    let values = Case::new("values that look like expressions", |bench| async move {
        bench.with::<Kinds>().await;
        for value in VALUES {
            hostile(&bench, value).await;
        }
    });
    let nul = Case::new("attributes and values with NUL", |bench| async move {
        bench.with::<Kinds>().await;
        named(&bench, 0, "\u{0}").await;
        hostile(&bench, "\u{0}").await;
    });
    let nul = nul.needs(&[Feature::NulInText]);
    names.chain([values, nul, Case::new("names of keys and of indexes", keys)]).collect()
}

/// The kinds that have everything between them.
const KINDS: [Kind; 5] = [Kind::Text, Kind::NumberSet, Kind::List, Kind::Integer, Kind::Map];

/// Every operator and every fifth action on attributes and keys of maps that are called so, and their selection.
async fn named(bench: &Bench, number: usize, name: &'static str) {
    let db = &bench.db;
    let ats = [Spot::Named, Spot::Key].map(|spot| At { spot, name });
    operators(bench, Kind::Text, ats).await;
    operators(bench, KINDS[1 + number % 4], ats).await;
    for (turn, act) in Act::all().into_iter().enumerate().filter(|(turn, _)| turn % 5 == number % 5) {
        let has = |kind: &Kind| act.on(*kind, ats[0], &Kinds::fields()).is_ok();
        let kinds: Vec<_> = KINDS.into_iter().filter(has).collect();
        let kind = kinds[turn % kinds.len()];
        assert_eq!(changed(bench, act, kind, State::There, &ats).await, [""; 0], "{act:?}");
    }
    bench.raw.write(&db.table_name::<Kinds>(), model(Kind::Text, State::There, name)).await;
    let get = || {
        db.get(Kinds::key("k")).select(|f| {
            let member = f.attr::<BTreeMap<String, String>>("map").key::<String>(name);
            (f.attr::<Option<String>>(name), member, f.attr::<String>(name), f.mark())
        })
    };
    ours(&get().explain().expect("a request").to_string());
    let found = get().required().await.expect("a selection");
    assert_eq!(found, (Some("ba".into()), Some("ba".into()), "ba".into(), 0));
}

/// All that hold hold together, and of those that do not not one does.
async fn operators(bench: &Bench, kind: Kind, ats: [At; 2]) {
    let db = &bench.db;
    let mut stored = model(kind, State::There, ats[0].name);
    bench.raw.write(&db.table_name::<Kinds>(), stored.clone()).await;
    let pairs = Operator::all().into_iter().flat_map(|operator| ats.map(|at| (operator, at)));
    let pairs = pairs.filter_map(|(operator, at)| operator.pair::<Check<Kinds>>(kind, at, &Kinds::fields()).ok());
    let (holds, fails): (Vec<_>, Vec<_>) = pairs.map(|[holds, fails]| (holds, fails)).unzip();
    let (holds, fails) = (all(holds), any(fails));
    let update = |condition| db.update(Kinds::key("k")).set(|f| f.mark().set(7)).only_if(|_| condition);
    for condition in [&holds, &fails] {
        ours(&update(condition.clone()).explain().expect("a request").to_string());
    }
    let refused = update(fails).await.expect_err("one of them holds");
    assert!(refused.is_condition_failed(), "{kind:?} {ats:?}: {refused:?}");
    update(holds).await.unwrap_or_else(|error| panic!("{kind:?} {ats:?}: one does not hold: {error:?}"));
    stored.insert("mark".to_owned(), n(7));
    assert_eq!(held(bench, "k").await, Some(normal(stored)), "{kind:?} {ats:?}");
}

async fn held(bench: &Bench, id: &str) -> Option<Item> {
    bench.raw.item(&bench.db.table_name::<Kinds>(), item([("id", s(id))])).await.map(normal)
}

/// Expressions are made of our words, of placeholders and of signs.
fn ours(explained: &str) {
    let expressions = ["  condition ", "  update ", "  projection ", "  filter "];
    let lines: Vec<_> =
        explained.lines().filter_map(|line| expressions.iter().find_map(|of| line.strip_prefix(of))).collect();
    assert!(!lines.is_empty(), "{explained}");
    for line in lines {
        let known = line.chars().all(|c| c.is_ascii_alphanumeric() || " _#:()[].,=<>+-".contains(c));
        let words = line.split(|c: char| !(c.is_ascii_alphabetic() || c == '_'));
        assert!(known && words.into_iter().all(|word| WORDS.contains(&word)), "{line}");
    }
}

/// As a key, in every operator and action that takes text, as an attribute's name and as a map's key.
async fn hostile(bench: &Bench, value: &'static str) {
    let (db, own) = (&bench.db, format!("{value}!"));
    let mut stored = required(value);
    for (name, value) in
        [("name", s(value)), ("a__b", texts([value, "z"])), (&*own, s(value)), ("more", list([s(value)]))]
    {
        stored.insert(name.to_owned(), value);
    }
    stored.insert("map".to_owned(), map([(value, s(value))]));
    let given = Kinds::from_item(stored.clone()).expect("the model reads");
    db.create(&given).await.expect("a new item");
    assert_eq!(held(bench, value).await, Some(normal(stored.clone())));
    let update = || {
        db.update(Kinds::key(value)).set(|f| f.text_opt().set(value)).only_if(|f| {
            let text = f.text();
            let same = text.eq(value) & text.one_of(["x", value]) & text.between(value, value) & text.le(value);
            let within = text.begins_with(value) & text.contains(value) & f.text_set().contains(value);
            let listed = f.attr::<Vec<String>>("more").contains(value) & f.attr::<String>(&own).eq(f.text());
            let member = f.attr::<BTreeMap<String, String>>("map").key::<String>(value).eq(value);
            same & within & listed & member & f.id().eq(value) & !text.ne(value) & !text.lt(value) & !text.gt(value)
        })
    };
    ours(&update().explain().expect("a request").to_string());
    update().await.expect("all of it holds");
    stored.insert("status".to_owned(), s(value));
    assert_eq!(held(bench, value).await, Some(normal(stored.clone())));
    let refused = db.delete(Kinds::key(value)).only_if(|f| f.text().ne(value) | f.text().gt(value)).await;
    assert!(refused.expect_err("nothing of it holds").is_condition_failed());
    let changes = db.update(Kinds::key(value)).set(|f| {
        let members = f.attr::<BTreeMap<String, String>>("map");
        (
            f.attr::<Vec<String>>("more").append([value]),
            f.text_set().delete([value]),
            members.key::<String>("new").set_if_absent(value),
            f.attr::<Option<String>>(&own).remove(),
        )
    });
    changes.await.expect("an update");
    stored.remove(&own);
    stored.insert("a__b".to_owned(), texts(["z"]));
    stored.insert("more".to_owned(), list([s(value), s(value)]));
    stored.insert("map".to_owned(), map([(value, s(value)), ("new", s(value))]));
    assert_eq!(held(bench, value).await, Some(normal(stored)));
    let read = db.get(Kinds::key(value)).select(|f| (f.text(), f.id())).required().await.expect("it is there");
    assert_eq!(read, (value.to_owned(), value.to_owned()));
    db.delete(Kinds::key(value)).await.expect("a delete");
    assert_eq!(held(bench, value).await, None);
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "odd-keys", pk_attr = "a.b", sk_attr = "#0")]
#[pk("P#{owner}")]
#[sk("S#{id}")]
#[gsi(by_size, pk = status, sk = count)]
#[gsi(by_text, pk = "X#{status}", sk = "{count:010}", pk_attr = "with space", sk_attr = ":v", keys_only)]
struct OddKeys {
    #[dynamo(rename = "key")]
    owner: String,
    #[dynamo(rename = "attribute_exists(x)")]
    id: String,
    #[dynamo(rename = "size")]
    status: String,
    #[dynamo(rename = ":0")]
    count: u32,
    #[dynamo(rename = "größe 🦀")]
    note: Option<String>,
}

/// Keys of the table and of its indexes, by pattern and by field.
async fn keys(bench: Bench) {
    let db = bench.with::<OddKeys>().await;
    let table = db.table_name::<OddKeys>();
    let shape = ["a.b S /#0 S", "gsi by_size: size S /:0 N; all", "gsi by_text: with space S /:v S; keys"];
    assert_eq!(bench.raw.shape(&table).await, shape);
    let made = OddKeys { owner: "o".into(), id: "i".into(), status: "new".into(), count: 7, note: None };
    let stored = |status: &str, count: u32| {
        item([
            ("a.b", s("P#o")),
            ("#0", s("S#i")),
            ("key", s("o")),
            ("attribute_exists(x)", s("i")),
            ("size", s(status)),
            (":0", n(count)),
            ("with space", s(&format!("X#{status}"))),
            (":v", s(&format!("{count:010}"))),
        ])
    };
    db.create(&made).await.expect("a new item");
    assert_eq!(bench.raw.items(&table).await, [normal(stored("new", 7))]);
    assert!(db.create(&made).await.expect_err("the key is taken").is_already_exists());
    let update = || db.update(OddKeys::key("o", "i")).set(|f| (f.status().set("old"), f.count().set(8)));
    let update =
        || update().only_if(|f| f.status().eq("new") & f.count().lt(8) & f.owner().eq("o") & f.note().not_exists());
    ours(&update().explain().expect("a request").to_string());
    update().await.expect("an update");
    assert!(update().await.expect_err("it is old").is_condition_failed());
    let mut expected = stored("old", 8);
    assert_eq!(bench.raw.items(&table).await, [normal(expected.clone())]);
    assert_eq!((bench.raw.count(&table, "by_size").await, bench.raw.count(&table, "by_text").await), (1, 1));
    db.update(OddKeys::key("o", "i")).set(|f| f.note().set(":0")).await.expect("an update");
    expected.insert("größe 🦀".to_owned(), AttributeValue::S(":0".into()));
    assert_eq!(bench.raw.items(&table).await, [normal(expected)]);
    let parts = db.get(OddKeys::key("o", "i")).select(|f| (f.status(), f.count(), f.note(), f.owner())).await;
    assert_eq!(parts.expect("a selection"), Some(("old".into(), 8, Some(":0".into()), "o".into())));
    for query in [
        db.query(OddKeys::by_size().partition("old").sk(|s| s.ge(1))).filter(|f| f.note().eq(":0")).explain(),
        db.query(OddKeys::partition("o").sk(|s| s.id("i"))).filter(|f| f.count().ge(1)).select(|f| f.note()).explain(),
    ] {
        ours(&query.expect("a request").to_string());
    }
    db.delete(OddKeys::key("o", "i")).only_if(|f| f.note().eq(":0")).await.expect("a delete");
    assert!(bench.raw.items(&table).await.is_empty());
}
