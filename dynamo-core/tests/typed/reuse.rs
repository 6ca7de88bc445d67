//! A condition written once and used in writes, filters and indexes that hold everything; odd names of fields.

use dynamo_core::prelude::*;
use dynamo_core::request::Comparison::{Eq, Gt, Lt};
use dynamo_core::request::Condition;

use crate::fixtures::{Order, OrderFields, OrderScope, order};
use crate::plain::{at, n, path, s, value};

fn cheap<S: OrderScope>(o: &OrderFields<S>) -> Cond<S> {
    o.items_count().lt(100) & !o.description().exists()
}

fn plain() -> Option<Condition> {
    let few = Condition::Compare(Lt, at("items_count"), value(n(100)));
    Some(Condition::And(vec![few, Condition::Not(Box::new(Condition::Exists(path("description"))))]))
}

#[test]
fn one_condition_in_every_scope() {
    let db = Db::offline();
    assert_eq!(db.put(&order()).only_if(cheap).request().unwrap().condition, plain());
    assert_eq!(db.delete(&order()).only_if(cheap).request().unwrap().condition, plain());
    let update = db.update(&order()).set(|o| o.items_count().set(1)).only_if(cheap);
    assert_eq!(update.request().unwrap().condition, plain());
    // Where a number is counted, that it stays within its type is asked first.
    let counted = db.update(&order()).set(|o| o.items_count().increment(1)).only_if(cheap);
    let within = Condition::Between(at("items_count"), value(n(-1)), value(n(u32::MAX - 1)));
    let within = within.or(Condition::NotExists(path("items_count")));
    assert_eq!(counted.request().unwrap().condition, plain().map(|asked| within.and(asked)));
    assert_eq!(db.query(Order::partition("u")).include_expired().filter(cheap).request().unwrap().filter, plain());
    assert_eq!(
        db.query(Order::by_tenant().partition("t", "r")).include_expired().filter(cheap).request().unwrap().filter,
        plain()
    );
    assert_eq!(
        db.query(Order::by_amount().partition("u")).include_expired().filter(cheap).request().unwrap().filter,
        plain()
    );
    assert_eq!(db.scan::<Order>().include_expired().filter(cheap).request().unwrap().filter, plain());
    assert_eq!(db.scan_index(Order::by_tenant()).include_expired().filter(cheap).request().unwrap().filter, plain());
}

#[test]
fn repeated_filters_all_have_to_hold() {
    let db = Db::offline();
    let (a, b) =
        (Condition::Compare(Gt, at("items_count"), value(n(1))), Condition::Compare(Eq, at("tenant"), value(s("t"))));
    let both = Some(Condition::And(vec![a.clone(), b]));
    let query = db
        .query(Order::partition("u"))
        .include_expired()
        .filter(|o| o.items_count().gt(1))
        .filter(|o| o.tenant().eq("t"));
    assert_eq!(query.request().unwrap().filter, both);
    let delete = db.delete(&order()).only_if(|o| o.items_count().gt(1)).only_if(|o| o.tenant().eq("t"));
    assert_eq!(delete.request().unwrap().condition, both);
    let scan = db
        .scan::<Order>()
        .include_expired()
        .filter(|o| o.items_count().gt(1))
        .filter(|_| None)
        .filter(|o| o.tenant().eq("t"));
    assert_eq!(scan.request().unwrap().filter, both);
    // An alternative stays one of its own.
    let either = db
        .scan::<Order>()
        .include_expired()
        .filter(|o| o.items_count().gt(1) | o.tenant().eq("t"))
        .filter(|o| o.items_count().gt(1));
    let Some(Condition::And(parts)) = either.request().unwrap().filter else { panic!("both have to hold") };
    assert!(matches!(&parts[0], Condition::Or(_)));
    assert_eq!(parts[1], a);
}

/// Fields called like methods of paths, of operations and of the prelude, and attributes with odd names.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "names")]
struct Names {
    #[pk]
    key: String,
    eq: u64,
    set: Nested,
    size: String,
    exists: bool,
    attr: u64,
    #[dynamo(rename = "a.b")]
    dotted: u64,
    #[dynamo(rename = "#x")]
    hash: u64,
    #[dynamo(rename = "größe €")]
    unicode: u64,
    r#type: u64,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Nested {
    eq: u64,
    key: u64,
    r#fn: u64,
}

#[test]
fn odd_names() {
    let is = |made: Cond<dynamo_core::expr::Scan<Names>>, steps: &[&'static str]| {
        let root = dynamo_core::request::DocumentPath::root(steps[0]);
        let member = |path: dynamo_core::request::DocumentPath, name: &&'static str| {
            path.then(dynamo_core::request::Step::Member((*name).into()))
        };
        let path = steps[1..].iter().fold(root, member);
        let plain = Condition::Compare(Eq, dynamo_core::request::Operand::Path(path), value(n(1)));
        assert_eq!(made.into_tree().unwrap(), plain);
    };
    let o = <Names as dynamo_core::table::DynamoTable>::fields::<dynamo_core::expr::Scan<Names>>();
    is(o.eq().eq(1), &["eq"]);
    is(o.set().eq().eq(1), &["set", "eq"]);
    is(o.set().key().eq(1), &["set", "key"]);
    is(o.set().r#fn().eq(1), &["set", "fn"]);
    is(o.attr().eq(1), &["attr"]);
    is(o.dotted().eq(1), &["a.b"]);
    is(o.hash().eq(1), &["#x"]);
    is(o.unicode().eq(1), &["größe €"]);
    is(o.r#type().eq(1), &["type"]);
    let names = Names {
        key: "k".into(),
        eq: 1,
        set: Nested { eq: 1, key: 2, r#fn: 3 },
        size: "s".into(),
        exists: true,
        attr: 2,
        dotted: 3,
        hash: 4,
        unicode: 5,
        r#type: 6,
    };
    let stored = names.to_item().unwrap();
    assert_eq!((&stored["a.b"], &stored["#x"], &stored["größe €"], &stored["type"]), (&n(3), &n(4), &n(5), &n(6)));
    assert_eq!(Names::from_item(stored).unwrap(), names);
}
