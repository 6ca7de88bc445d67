//! Every operator on every kind of attribute that has it, as a plain tree.

use std::collections::{BTreeMap, HashSet};
use std::time::UNIX_EPOCH;

use aws_sdk_dynamodb::types::AttributeValue::{Bool, L, M, Ns, Ss};
use dynamo_core::error::Unstorable;
use dynamo_core::expr::{Check, IntoCondition};
use dynamo_core::prelude::*;
use dynamo_core::request::Comparison::{self, Eq, Ge, Gt, Le, Lt, Ne};
use dynamo_core::request::Condition::{self, BeginsWith, Contains, Exists, IsType, Not, NotExists, OneOf};
use dynamo_core::request::{AttributeType, Operand};
use dynamo_core::table::DynamoTable;
use dynamo_core::value::Bytes;

use crate::fixtures::{Address, Kinds, KindsFields, Line, Status};
use crate::plain::{at, b, item, list, map, n, path, s, value};

/// The condition of a delete is this plain tree.
fn is<C: IntoCondition<Check<Kinds>>>(make: impl FnOnce(&KindsFields<Check<Kinds>>) -> C, plain: Condition) {
    let request = Db::offline().delete(Kinds::key("k")).only_if(make).request().unwrap();
    assert_eq!(request.condition, Some(plain));
}

fn compare(comparison: Comparison, left: &str, right: aws_sdk_dynamodb::types::AttributeValue) -> Condition {
    Condition::Compare(comparison, at(left), value(right))
}

fn size(comparison: Comparison, of: &str, than: u64) -> Condition {
    Condition::Compare(comparison, Operand::Size(path(of)), value(n(than)))
}

#[test]
fn equality_of_every_kind() {
    is(|o| o.text().eq("x"), compare(Eq, "text", s("x")));
    is(|o| o.text().eq(String::from("x")), compare(Eq, "text", s("x")));
    let text = String::from("x");
    is(|o| o.text().eq(&text), compare(Eq, "text", s("x")));
    is(|o| o.text().ne(""), compare(Ne, "text", s("")));
    is(|o| o.number().eq(1), compare(Eq, "number", n(1)));
    is(|o| o.number().ne(u64::MAX), compare(Ne, "number", n(u64::MAX)));
    is(|o| o.float().eq(0.5), compare(Eq, "float", n("0.5")));
    is(|o| o.flag().eq(true), compare(Eq, "flag", Bool(true)));
    is(|o| o.bytes().eq(b"\x01"), compare(Eq, "bytes", b(&[1])));
    is(|o| o.bytes().ne(vec![1]), compare(Ne, "bytes", b(&[1])));
    is(|o| o.bytes().eq(Bytes::from([1])), compare(Eq, "bytes", b(&[1])));
    is(|o| o.list().eq(vec![1, 2]), compare(Eq, "list", list([n(1), n(2)])));
    is(|o| o.texts().eq(HashSet::from(["x".to_owned()])), compare(Eq, "texts", Ss(vec!["x".into()])));
    is(|o| o.numbers().ne(HashSet::from([1])), compare(Ne, "numbers", Ns(vec!["1".into()])));
    is(|o| o.map().eq(BTreeMap::from([("m".to_owned(), 1)])), compare(Eq, "map", map([("m", n(1))])));
    is(|o| o.status().eq(Status::Paid), compare(Eq, "status", s("paid")));
    let address = Address { city: "c".into(), zip: "z".into() };
    let stored = map([("city", s("c")), ("postcode", s("z"))]);
    is(|o| o.address().eq(&address), compare(Eq, "address", stored.clone()));
    is(|o| o.maybe_address().eq(address.clone()), compare(Eq, "maybe_address", stored));
    let line = || Line { sku: "a".into(), qty: 1 };
    is(|o| o.lines().eq(vec![line()]), compare(Eq, "lines", list([map([("sku", s("a")), ("qty", n(1))])])));
    is(|o| o.opaque().eq((1, "o".to_owned())), compare(Eq, "opaque", list([n(1), s("o")])));
    is(|o| o.blob().eq(vec![1, 2]), compare(Eq, "blob", b(&[1, 2])));
    is(|o| o.blob().eq(b"\x01\x02"), compare(Eq, "blob", b(&[1, 2])));
    is(|o| o.digits().eq(vec![1, 2]), compare(Eq, "digits", list([n(1), n(2)])));
    is(|o| o.time().eq(UNIX_EPOCH), compare(Eq, "time", n(0)));
    is(|o| o.list().eq(Vec::new()), compare(Eq, "list", L(Vec::new())));
    is(|o| o.map().eq(BTreeMap::new()), compare(Eq, "map", M(item([]))));
}

#[test]
fn order() {
    is(|o| o.text().lt("x"), compare(Lt, "text", s("x")));
    is(|o| o.text().le("x"), compare(Le, "text", s("x")));
    is(|o| o.text().gt("x"), compare(Gt, "text", s("x")));
    is(|o| o.text().ge("x"), compare(Ge, "text", s("x")));
    is(|o| o.number().lt(1), compare(Lt, "number", n(1)));
    is(|o| o.float().le(-1.5), compare(Le, "float", n("-1.5")));
    is(|o| o.bytes().gt(b"x"), compare(Gt, "bytes", b(b"x")));
    is(|o| o.blob().ge(b"x"), compare(Ge, "blob", b(b"x")));
    is(|o| o.time().lt(UNIX_EPOCH), compare(Lt, "time", n(0)));
    is(|o| o.maybe_number().gt(5), compare(Gt, "maybe_number", n(5)));
    is(|o| o.status().gt(Status::Paid), compare(Gt, "status", s("paid")));
    is(|o| o.number().between(1, 9), Condition::Between(at("number"), value(n(1)), value(n(9))));
    is(|o| o.text().between("a", "b"), Condition::Between(at("text"), value(s("a")), value(s("b"))));
    is(|o| o.bytes().between(b"a", b"b"), Condition::Between(at("bytes"), value(b(b"a")), value(b(b"b"))));
}

#[test]
fn beginnings_and_contents() {
    is(|o| o.text().begins_with("x"), BeginsWith(path("text"), value(s("x"))));
    is(|o| o.maybe().begins_with("x"), BeginsWith(path("maybe"), value(s("x"))));
    is(|o| o.bytes().begins_with(b"x"), BeginsWith(path("bytes"), value(b(b"x"))));
    is(|o| o.text().contains("x"), Contains(path("text"), value(s("x"))));
    is(|o| o.texts().contains("x"), Contains(path("texts"), value(s("x"))));
    is(|o| o.numbers().contains(1), Contains(path("numbers"), value(n(1))));
    is(|o| o.list().contains(1), Contains(path("list"), value(n(1))));
    is(|o| o.digits().contains(1), Contains(path("digits"), value(n(1))));
    let line = Line { sku: "a".into(), qty: 1 };
    is(|o| o.lines().contains(line), Contains(path("lines"), value(map([("sku", s("a")), ("qty", n(1))]))));
}

#[test]
fn presence_and_type() {
    is(|o| o.text().exists(), Exists(path("text")));
    is(|o| o.opaque().not_exists(), NotExists(path("opaque")));
    is(|o| o.address().exists(), Exists(path("address")));
    is(|o| o.maybe().is_type(AttributeType::Null), IsType(path("maybe"), AttributeType::Null));
    is(|o| o.map().is_type(AttributeType::M), IsType(path("map"), AttributeType::M));
}

#[test]
fn sizes() {
    is(|o| o.text().size().eq(1), size(Eq, "text", 1));
    is(|o| o.bytes().size().ne(1), size(Ne, "bytes", 1));
    is(|o| o.list().size().lt(1), size(Lt, "list", 1));
    is(|o| o.texts().size().le(1), size(Le, "texts", 1));
    is(|o| o.map().size().gt(1), size(Gt, "map", 1));
    is(|o| o.address().size().ge(1), size(Ge, "address", 1));
    is(|o| o.blob().size().eq(0), size(Eq, "blob", 0));
    let ends = |low, high| Condition::Between(Operand::Size(path("text")), low, high);
    is(|o| o.text().size().between(1, 9), ends(value(n(1)), value(n(9))));
    is(|o| o.text().size().between(0, o.list().size()), ends(value(n(0)), Operand::Size(path("list"))));
    is(
        |o| o.text().size().lt(o.list().size()),
        Condition::Compare(Lt, Operand::Size(path("text")), Operand::Size(path("list"))),
    );
}

#[test]
fn alternatives() {
    let of = |name, values: Vec<_>| OneOf(at(name), values.into_iter().map(value).collect());
    is(|o| o.text().one_of(["x"]), of("text", vec![s("x")]));
    is(|o| o.number().one_of([1, 2]), of("number", vec![n(1), n(2)]));
    is(|o| o.status().one_of([Status::Paid, Status::Pending]), of("status", vec![s("paid"), s("pending")]));
    is(|o| o.bytes().one_of([b"x"]), of("bytes", vec![b(b"x")]));
    is(|o| o.flag().one_of([true]), of("flag", vec![Bool(true)]));
    is(|o| o.number().one_of(0..100), of("number", (0..100).map(n).collect()));
}

#[test]
fn none_is_absent_or_null() {
    let none = |name| Condition::Or(vec![NotExists(path(name)), IsType(path(name), AttributeType::Null)]);
    is(|o| o.maybe().eq(None), none("maybe"));
    is(|o| o.maybe().ne(None), Not(Box::new(none("maybe"))));
    is(|o| o.maybe_address().eq(None), none("maybe_address"));
    // The attribute is written as NULL, and reads as `None` when it is absent too.
    is(|o| o.nullable().eq(None), none("nullable"));
    is(|o| o.nullable().ne(None), Not(Box::new(none("nullable"))));
    is(|o| o.maybe().eq(Some("x".to_owned())), compare(Eq, "maybe", s("x")));
    is(|o| o.nullable().eq("x"), compare(Eq, "nullable", s("x")));
    is(|o| o.nullable().eq(Some("x".to_owned())), compare(Eq, "nullable", s("x")));
}

#[test]
fn attribute_against_attribute() {
    let compared = |comparison, left, right| Condition::Compare(comparison, at(left), at(right));
    is(|o| o.number().lt(o.other()), compared(Lt, "number", "other"));
    is(|o| o.number().eq(o.maybe_number()), compared(Eq, "number", "maybe_number"));
    is(|o| o.text().ne(o.other_text()), compared(Ne, "text", "other_text"));
    is(|o| o.maybe().ge(o.text()), compared(Ge, "maybe", "text"));
    is(|o| o.number().gt(o.float()), compared(Gt, "number", "float"));
    is(|o| o.number().between(o.other(), 9), Condition::Between(at("number"), at("other"), value(n(9))));
    is(|o| o.text().begins_with(o.other_text()), BeginsWith(path("text"), at("other_text")));
    is(|o| o.texts().contains(o.text()), Contains(path("texts"), at("text")));
    is(|o| o.text().one_of([o.other_text()]), OneOf(at("text"), vec![at("other_text")]));
    is(|o| o.number().eq(o.lines().at(0).qty()), compared(Eq, "number", "lines[0].qty"));
}

#[test]
fn nested_paths() {
    is(|o| o.address().zip().eq("z"), compare(Eq, "address.postcode", s("z")));
    is(|o| o.maybe_address().city().begins_with("B"), BeginsWith(path("maybe_address.city"), value(s("B"))));
    is(|o| o.lines().at(2).qty().gt(1), compare(Gt, "lines[2].qty", n(1)));
    is(|o| o.list().at(0).eq(1), compare(Eq, "list[0]", n(1)));
    is(|o| o.map().key("m").lt(1), compare(Lt, "map.m", n(1)));
    is(|o| o.by_name().key("a").sku().exists(), Exists(path("by_name.a.sku")));
    is(|o| o.lines().at(0).size().eq(2), size(Eq, "lines[0]", 2));
}

#[test]
fn joined() {
    let (a, b, c) = (|| compare(Eq, "number", n(1)), || compare(Eq, "other", n(2)), || Exists(path("text")));
    is(|o| o.number().eq(1) & o.other().eq(2), Condition::And(vec![a(), b()]));
    is(|o| o.number().eq(1) | o.other().eq(2), Condition::Or(vec![a(), b()]));
    is(|o| o.number().eq(1) & o.other().eq(2) & o.text().exists(), Condition::And(vec![a(), b(), c()]));
    is(|o| o.number().eq(1) & (o.other().eq(2) & o.text().exists()), Condition::And(vec![a(), b(), c()]));
    is(
        |o| o.number().eq(1) & (o.other().eq(2) | o.text().exists()),
        Condition::And(vec![a(), Condition::Or(vec![b(), c()])]),
    );
    is(|o| !o.number().eq(1), Not(Box::new(a())));
    is(|o| o.number().eq(1).not(), Not(Box::new(a())));
    is(|o| !!o.number().eq(1), a());
    is(
        |o| !(o.number().eq(1) | o.other().eq(2)) & o.text().exists(),
        Condition::And(vec![Not(Box::new(Condition::Or(vec![a(), b()]))), c()]),
    );
    is(|o| all([o.number().eq(1), o.other().eq(2), o.text().exists()]), Condition::And(vec![a(), b(), c()]));
    is(|o| any(vec![o.number().eq(1), o.other().eq(2)]), Condition::Or(vec![a(), b()]));
    is(|o| all([o.number().eq(1)]), a());
    is(|o| any([all([o.number().eq(1), o.other().eq(2)])]), Condition::And(vec![a(), b()]));
}

#[test]
fn a_condition_can_be_kept() {
    let made = || <Kinds as DynamoTable>::fields::<Check<Kinds>>().number().eq(1);
    let condition = made();
    assert_eq!(condition.clone(), made());
    assert_ne!(condition, !made());
    let shown = r#"Ok(Compare(Eq, Path(DocumentPath { root: "number", steps: [] }), Value(N("1"))))"#;
    assert_eq!(format!("{condition:?}"), shown);
}

#[test]
fn none_has_no_order_on_a_nullable_attribute() {
    let o = Kinds::fields::<Check<Kinds>>();
    for condition in [o.nullable().gt(None), o.nullable().one_of([None::<String>])] {
        assert_eq!(condition.into_tree().unwrap_err().problem(), &Unstorable::Missing);
    }
}
