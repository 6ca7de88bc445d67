//! Every action on every kind of attribute that has it, as plain data.

use std::collections::{BTreeMap, HashSet};
use std::time::UNIX_EPOCH;

use aws_sdk_dynamodb::types::AttributeValue::{Bool, L, Ns, Null, Ss};
use dynamo_core::error::Result;
use dynamo_core::expr::{Actions, Update};
use dynamo_core::prelude::*;
use dynamo_core::request::Change::{self, Delete, Insert, Remove, Set};
use dynamo_core::request::{Action, Condition, Counted, Operand, Source};

use crate::fixtures::{Address, Kinds, KindsFields, Line, Status};
use crate::plain::{b, list, map, n, path, s};

type Fields = KindsFields<Update<Kinds>>;

fn made<A: Actions<Update<Kinds>>>(make: impl FnOnce(&Fields) -> A) -> Result<Vec<Action>> {
    Db::offline().update(Kinds::key("k")).set(make).request().map(|request| request.actions)
}

/// The one action is this change of this path.
fn is<A: Actions<Update<Kinds>>>(make: impl FnOnce(&Fields) -> A, at: &str, change: Change) {
    assert_eq!(made(make).unwrap(), [Action::new(path(at), change)]);
}

/// The one action counts so, within a `u64` or whatever else ends at `greatest`.
fn counts<A: Actions<Update<Kinds>>>(
    make: impl FnOnce(&Fields) -> A,
    at: &str,
    change: Change,
    by: i128,
    greatest: i128,
) {
    let range = Some(Counted { by, least: 0, greatest });
    assert_eq!(made(make).unwrap(), [Action { range, ..Action::new(path(at), change) }]);
}

/// What is counted stays within its type: by a condition, where the amount is known.
#[test]
fn counters_have_ranges() {
    let counted = |by, least, greatest| Some(Counted { by, least, greatest });
    let up = made(|k| k.other().increment(2)).unwrap();
    assert_eq!(up[0].range, counted(2, 0, u64::MAX.into()));
    let down = made(|k| k.other().decrement(2)).unwrap();
    assert_eq!(down[0].range, counted(-2, 0, u64::MAX.into()));
    assert_eq!(made(|k| k.other().set(2)).unwrap()[0].range, None);
    let range = up[0].range.unwrap();
    assert!(range.fits(0) && range.fits(i128::from(u64::MAX) - 2) && !range.fits(i128::from(u64::MAX) - 1));
    assert!(!down[0].range.unwrap().fits(1) && down[0].range.unwrap().fits(2));
}

fn refused<A: Actions<Update<Kinds>>>(make: impl FnOnce(&Fields) -> A, text: &str) {
    let error = made(make).unwrap_err();
    assert!(error.is_invalid_request(), "{error:?}");
    assert_eq!(error.to_string(), text);
}

fn set(value: aws_sdk_dynamodb::types::AttributeValue) -> Change {
    Set(Source::Value(value))
}

fn at(text: &str) -> Box<Source> {
    Box::new(Source::Path(path(text)))
}

fn value(value: aws_sdk_dynamodb::types::AttributeValue) -> Box<Source> {
    Box::new(Source::Value(value))
}

fn line() -> Line {
    Line { sku: "a".into(), qty: 1 }
}

#[test]
fn set_of_every_kind() {
    is(|o| o.other_text().set("x"), "other_text", set(s("x")));
    is(|o| o.other_text().set(String::new()), "other_text", set(s("")));
    is(|o| o.other().set(5), "other", set(n(5)));
    is(|o| o.float().set(0.1), "float", set(n("0.1")));
    is(|o| o.flag().set(false), "flag", set(Bool(false)));
    is(|o| o.bytes().set(b"x"), "bytes", set(b(b"x")));
    is(|o| o.list().set(vec![1]), "list", set(list([n(1)])));
    is(|o| o.list().set(vec![]), "list", set(L(Vec::new())));
    is(|o| o.texts().set(HashSet::from(["x".to_owned()])), "texts", set(Ss(vec!["x".into()])));
    is(|o| o.map().set(BTreeMap::from([("m".to_owned(), 1)])), "map", set(map([("m", n(1))])));
    is(|o| o.status().set(Status::Paid), "status", set(s("paid")));
    let address = Address { city: "c".into(), zip: "z".into() };
    is(|o| o.address().set(address), "address", set(map([("city", s("c")), ("postcode", s("z"))])));
    is(|o| o.lines().set(vec![line()]), "lines", set(list([map([("sku", s("a")), ("qty", n(1))])])));
    is(|o| o.opaque().set((1, "x".to_owned())), "opaque", set(list([n(1), s("x")])));
    is(|o| o.blob().set(vec![1]), "blob", set(b(&[1])));
    is(|o| o.digits().set(vec![1]), "digits", set(list([n(1)])));
    is(|o| o.time().set(UNIX_EPOCH), "time", set(n(0)));
    is(|o| o.maybe().set("x"), "maybe", set(s("x")));
    is(|o| o.maybe().set(Some("x".to_owned())), "maybe", set(s("x")));
    is(|o| o.nullable().set("x"), "nullable", set(s("x")));
    is(|o| o.attr::<u64>("unknown").set(5), "unknown", set(n(5)));
}

#[test]
fn none_removes() {
    is(|o| o.maybe().set(None), "maybe", Remove);
    is(|o| o.maybe().remove(), "maybe", Remove);
    is(|o| o.maybe_address().set(None), "maybe_address", Remove);
    is(|o| o.maybe().set_opt(Some("x")), "maybe", set(s("x")));
    is(|o| o.maybe().set_opt(None::<&str>), "maybe", Remove);
    is(|o| o.attr::<Option<u64>>("unknown").remove(), "unknown", Remove);
    // DynamoDB has no empty sets, and an absent one reads as empty.
    is(|o| o.texts().set(HashSet::new()), "texts", Remove);
    is(|o| o.texts().remove(), "texts", Remove);
}

#[test]
fn none_is_null_where_it_is_so_declared() {
    is(|o| o.nullable().set(None), "nullable", set(Null(true)));
    is(|o| o.nullable().set_opt(Some("x")), "nullable", set(s("x")));
    is(|o| o.nullable().set_opt(None::<&str>), "nullable", set(Null(true)));
    is(|o| o.nullable().remove(), "nullable", Remove);
}

#[test]
fn set_to_another_attribute() {
    is(|o| o.other().set(o.attr::<u64>("x")), "other", Set(*at("x")));
    is(|o| o.other_text().set(o.attr::<String>("x")), "other_text", Set(*at("x")));
    is(|o| o.address().city().set(o.other_text()), "address.city", Set(*at("other_text")));
}

#[test]
fn sums_and_differences() {
    let all = u64::MAX.into();
    counts(|o| o.other().set(o.other() + 5), "other", Set(Source::Sum(at("other"), value(n(5)))), 5, all);
    counts(|o| o.other().set(5 + o.other()), "other", Set(Source::Sum(value(n(5)), at("other"))), 5, all);
    counts(|o| o.other().set(o.other() - 5), "other", Set(Source::Difference(at("other"), value(n(5)))), -5, all);
    counts(|o| o.other().set(5 - o.other()), "other", Set(Source::Difference(value(n(5)), at("other"))), 5, all);
    is(|o| o.other().set(o.other() + o.attr::<u64>("x")), "other", Set(Source::Sum(at("other"), at("x"))));
    is(|o| o.other().set(o.attr::<u64>("x") - o.other()), "other", Set(Source::Difference(at("x"), at("other"))));
    is(|o| o.float().set(o.float() - 0.5), "float", Set(Source::Difference(at("float"), value(n("0.5")))));
    is(|o| o.float().set(0.5 + o.float()), "float", Set(Source::Sum(value(n("0.5")), at("float"))));
    let sum = Set(Source::Sum(at("lines[0].qty"), value(n(1))));
    counts(|o| o.lines().at(0).qty().set(o.lines().at(0).qty() + 1), "lines[0].qty", sum, 1, u32::MAX.into());
}

/// The number that is read has to lie where the result is one of the type; one that is absent DynamoDB refuses by itself.
#[test]
fn sums_and_differences_have_ranges() {
    let last = i128::from(u64::MAX);
    let between = |low: i128, high: i128| {
        let bound = |end: i128| Operand::Value(n(end));
        let fits = Condition::Between(Operand::Path(path("other")), bound(low), bound(high));
        fits.or(Condition::NotExists(path("other")))
    };
    let condition = |action: Vec<Action>| action[0].guard().map(|guard| guard.condition());
    assert_eq!(condition(made(|o| o.other().set(o.other() - 5)).unwrap()), Some(between(5, last + 5)));
    assert_eq!(condition(made(|o| o.other().set(5 + o.other())).unwrap()), Some(between(-5, last - 5)));
    assert_eq!(condition(made(|o| o.other().set(5 - o.other())).unwrap()), Some(between(5 - last, 5)));
    assert_eq!(condition(made(|o| o.other().set(o.other() - o.attr::<u64>("x"))).unwrap()), None);
    let request = Db::offline().update(Kinds::key("k")).set(|o| o.other().set(o.other() - 5)).request().unwrap();
    assert_eq!(request.condition, Some(between(5, last + 5)));
}

#[test]
fn counting() {
    let start = |name| Box::new(Source::IfAbsent(path(name), value(n(0))));
    counts(|o| o.other().increment(1), "other", Set(Source::Sum(start("other"), value(n(1)))), 1, u64::MAX.into());
    counts(
        |o| o.other().decrement(2),
        "other",
        Set(Source::Difference(start("other"), value(n(2)))),
        -2,
        u64::MAX.into(),
    );
    is(|o| o.float().increment(0.5), "float", Set(Source::Sum(start("float"), value(n("0.5")))));
    counts(
        |o| o.maybe_number().increment(1),
        "maybe_number",
        Set(Source::Sum(start("maybe_number"), value(n(1)))),
        1,
        u64::MAX.into(),
    );
    is(|o| o.other().increment(o.attr::<u64>("x")), "other", Set(Source::Sum(start("other"), at("x"))));
    counts(
        |o| o.map().key("m").increment(1),
        "map.m",
        Set(Source::Sum(start("map.m"), value(n(1)))),
        1,
        u32::MAX.into(),
    );
}

#[test]
fn only_where_nothing_is_there() {
    let unless = |name, source| Set(Source::IfAbsent(path(name), source));
    is(|o| o.other().set_if_absent(5), "other", unless("other", value(n(5))));
    is(|o| o.maybe().set_if_absent("x"), "maybe", unless("maybe", value(s("x"))));
    is(|o| o.other().set_if_absent(o.attr::<u64>("x")), "other", unless("other", at("x")));
    let computed =
        "`other`: `set_if_absent` takes a value or an attribute; DynamoDB computes nothing there (table `kinds`)";
    refused(|o| o.other().set_if_absent(o.other() + 1), computed);
    refused(|o| o.maybe().set_if_absent(None), "`maybe`: a value is needed here, not `None` (table `kinds`)");
}

#[test]
fn lists() {
    let empty = || Box::new(Source::IfAbsent(path("list"), value(L(Vec::new()))));
    is(|o| o.list().append([3, 4]), "list", Set(Source::Joined(empty(), value(list([n(3), n(4)])))));
    is(|o| o.list().prepend(vec![3]), "list", Set(Source::Joined(value(list([n(3)])), empty())));
    is(|o| o.list().append_existing([3]), "list", Set(Source::Joined(at("list"), value(list([n(3)])))));
    is(|o| o.list().at(1).set(5), "list[1]", set(n(5)));
    is(|o| o.list().remove_at(1), "list[1]", Remove);
    is(|o| o.lines().remove_at(0), "lines[0]", Remove);
    let more = Source::Joined(
        Box::new(Source::IfAbsent(path("lines"), value(L(Vec::new())))),
        value(list([map([("sku", s("a")), ("qty", n(1))])])),
    );
    is(|o| o.lines().append([line()]), "lines", Set(more));
    is(|o| o.attr::<Vec<String>>("x").append_existing(["y"]), "x", Set(Source::Joined(at("x"), value(list([s("y")])))));
}

#[test]
fn sets() {
    is(|o| o.texts().insert(["x", "y"]), "texts", Insert(Ss(vec!["x".into(), "y".into()])));
    is(|o| o.texts().delete(["x"]), "texts", Delete(Ss(vec!["x".into()])));
    is(|o| o.numbers().insert([1]), "numbers", Insert(Ns(vec!["1".into()])));
    is(|o| o.numbers().delete(HashSet::from([1])), "numbers", Delete(Ns(vec!["1".into()])));
    let none = "`texts`: DynamoDB has no empty sets; use `None` (table `kinds`)";
    refused(|o| o.texts().insert([""; 0]), none);
}

#[test]
fn nested_paths() {
    is(|o| o.address().zip().set("z"), "address.postcode", set(s("z")));
    is(|o| o.maybe_address().city().set("c"), "maybe_address.city", set(s("c")));
    is(|o| o.lines().at(0).qty().set(5), "lines[0].qty", set(n(5)));
    is(|o| o.map().key("new").set(5), "map.new", set(n(5)));
    is(|o| o.map().remove_key("old"), "map.old", Remove);
    is(|o| o.by_name().key("a").set(line()), "by_name.a", set(map([("sku", s("a")), ("qty", n(1))])));
    let start = Box::new(Source::IfAbsent(path("by_name.a.qty"), value(n(0))));
    let sum = Set(Source::Sum(start, value(n(1))));
    counts(|o| o.by_name().key("a").qty().increment(1), "by_name.a.qty", sum, 1, u32::MAX.into());
}

#[test]
fn several_actions() {
    let names = |actions: Vec<Action>| actions.into_iter().map(|action| action.path.to_string()).collect::<Vec<_>>();
    let tuple = made(|o| (o.other().set(1), o.maybe().remove(), o.list().append([1]))).unwrap();
    assert_eq!(names(tuple), ["other", "maybe", "list"]);
    let nested = made(|o| ((o.other().set(1), (o.maybe().remove(),)), o.flag().set(true))).unwrap();
    assert_eq!(names(nested), ["other", "maybe", "flag"]);
    let vec = made(|o| vec![o.other().set(1), o.flag().set(true)]).unwrap();
    assert_eq!(names(vec), ["other", "flag"]);
    let array = made(|o| [o.other().set(1), o.flag().set(true)]).unwrap();
    assert_eq!(names(array), ["other", "flag"]);
    let (some, none) = (Some(1), None::<bool>);
    let options = made(|o| (some.map(|x| o.other().set(x)), none.map(|x| o.flag().set(x)))).unwrap();
    assert_eq!(names(options), ["other"]);
    let repeated = Db::offline().update(Kinds::key("k")).set(|o| o.other().set(1)).set(|o| o.flag().set(true));
    assert_eq!(names(repeated.request().unwrap().actions), ["other", "flag"]);
    let mixed = made(|o| (vec![Some(o.other().set(1))], [o.flag().set(true)], Some((o.maybe().remove(),)))).unwrap();
    assert_eq!(names(mixed), ["other", "flag", "maybe"]);
}

#[test]
fn nothing_to_do_is_refused() {
    refused(
        |_| Vec::<dynamo_core::expr::Action<Update<Kinds>>>::new(),
        "an update needs at least one action (table `kinds`)",
    );
    refused(|o| None::<u64>.map(|x| o.other().set(x)), "an update needs at least one action (table `kinds`)");
    let error = Db::offline().update(Kinds::key("k")).request().unwrap_err();
    assert_eq!(error.to_string(), "an update needs at least one action (table `kinds`)");
}

#[test]
fn one_path_twice_is_refused() {
    let twice = |one: &str, other: &str| {
        format!("`{one}` and `{other}` are changed by one update; say it once (table `kinds`)")
    };
    refused(|o| (o.other().set(1), o.other().set(2)), &twice("other", "other"));
    refused(|o| (o.other().set(1), o.flag().set(true), o.other().increment(2)), &twice("other", "other"));
    let city = |o: &Fields| o.address().city().set("c");
    let address = |o: &Fields| o.address().set(Address { city: "c".into(), zip: "z".into() });
    refused(|o| (address(o), city(o)), &twice("address", "address.city"));
    refused(|o| (city(o), address(o)), &twice("address.city", "address"));
    refused(|o| (o.list().append([1]), o.list().remove_at(0)), &twice("list", "list[0]"));
    refused(|o| (o.attr::<u64>("other").set(1), o.other().set(2)), &twice("other", "other"));
    made(|o| (o.list().at(0).set(1), o.list().at(1).set(2), o.other_text().set("x"), o.other().set(1))).unwrap();
    let error = Db::offline().update(Kinds::key("k")).set(|o| o.other().set(1)).set(|o| o.other().set(2));
    assert_eq!(error.request().unwrap_err().to_string(), twice("other", "other"));
}

#[test]
fn the_first_fault_is_told_with_its_path() {
    let text = "`float`: DynamoDB has no NaN and no infinities (table `kinds`)";
    refused(|o| (o.other().set(1), o.float().set(f64::NAN), o.flag().set(true)), text);
    refused(|o| o.float().set(o.float() + f64::NAN), text);
    refused(|o| o.float().set(f64::NAN - o.float()), text);
    let element = "`x[1]`: DynamoDB has no NaN and no infinities (table `kinds`)";
    refused(|o| o.attr::<Vec<f64>>("x").append([0.0, f64::NAN]), element);
}
