//! What a read hands back: the paths asked for, and picking the values out of what comes.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::expr::{Maybe, Select, Selection};
use dynamo_core::prelude::*;
use dynamo_core::request::{DocumentPath, Projection, Step};
use dynamo_core::table::{DynamoTable, Source};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use crate::fixtures::{Address, Kinds, Line, Order, Status, full_order, kinds, order};
use crate::plain::{list, map, n, path, s};

type Fields<Ix> = <<Ix as Source>::Table as DynamoTable>::Fields<Select<Ix>>;

/// The paths of a selection, and what it picks out of the item.
fn picked<Ix: Source, R: Selection<Ix>>(
    item: &Item,
    what: impl FnOnce(&Fields<Ix>) -> R,
) -> Result<R::Output, dynamo_core::error::DecodeError> {
    what(&<Ix::Table as DynamoTable>::fields()).pick(item)
}

fn projection<R: Selection<Kinds>>(what: impl FnOnce(&Fields<Kinds>) -> R) -> Vec<DocumentPath> {
    let request = Db::offline().get(Kinds::key("k")).select(what).request().unwrap();
    request.projection.unwrap().paths().to_vec()
}

#[test]
fn what_is_asked_for() {
    assert_eq!(projection(|o| o.text()), [path("text")]);
    assert_eq!(projection(|o| (o.text(), o.number())), [path("text"), path("number")]);
    assert_eq!(projection(|o| (o.text(), (o.number(), (o.flag(),)))), [path("text"), path("number"), path("flag")]);
    assert_eq!(projection(|o| (o.text(), o.text())), [path("text")]);
    assert_eq!(projection(|o| o.address().zip()), [path("address.postcode")]);
    // Cut at the first list index: DynamoDB would lose the positions.
    assert_eq!(projection(|o| (o.lines().at(3).qty(), o.lines().at(1))), [path("lines")]);
    assert_eq!(projection(|o| o.by_name().key("a").sku()), [path("by_name.a.sku")]);
    // No path covers another.
    assert_eq!(projection(|o| (o.address().zip(), o.address())), [path("address")]);
    assert_eq!(projection(|o| (o.address(), o.address().zip())), [path("address")]);
    assert_eq!(
        projection(|o| (o.address().zip(), o.address().city())),
        [path("address.postcode"), path("address.city")]
    );
    assert_eq!(projection(|o| o.attr::<u64>("a.b")), [DocumentPath::root("a.b")]);
}

#[test]
fn values() {
    let item = full_order().to_item().unwrap();
    assert_eq!(picked::<Order, _>(&item, |o| o.total()).unwrap(), 70);
    let both = picked::<Order, _>(&item, |o| (o.status(), (o.created_at(), o.region()))).unwrap();
    assert_eq!(both, (Status::Paid, ("2026-01-31".to_owned(), Some("eu".to_owned()))));
    assert_eq!(picked::<Order, _>(&item, |o| o.address().zip()).unwrap(), "0150");
    assert_eq!(picked::<Order, _>(&item, |o| o.address()).unwrap(), full_order().address);
    assert_eq!(picked::<Order, _>(&item, |o| o.attr::<u64>("unknown")).unwrap(), 5);
    let row = picked::<crate::fixtures::OrderByStatusIndex, _>(&item, |o| (o.user_id(), o.total())).unwrap();
    assert_eq!(row, ("u1".to_owned(), 70));
    let item = kinds().to_item().unwrap();
    let stored = picked::<Kinds, _>(&item, |o| (o.opaque(), o.blob(), o.digits(), o.time())).unwrap();
    assert_eq!(stored, (kinds().opaque, kinds().blob, kinds().digits, kinds().time));
}

#[test]
fn what_may_be_absent_is_an_option() {
    let item = kinds().to_item().unwrap();
    let city: Option<String> = picked::<Kinds, _>(&item, |o| o.maybe_address().city()).unwrap();
    assert_eq!(city.as_deref(), Some("Bergen"));
    let (there, not): (Option<u32>, Option<u32>) =
        picked::<Kinds, _>(&item, |o| (o.map().key("m"), o.map().key("x"))).unwrap();
    assert_eq!((there, not), (Some(1), None));
    let maybe: Option<String> = picked::<Kinds, _>(&item, |o| o.maybe()).unwrap();
    assert_eq!(maybe.as_deref(), Some("m"));
    let name: (Option<Line>, Option<String>) =
        picked::<Kinds, _>(&item, |o| (o.by_name().key("a"), o.by_name().key("b").sku())).unwrap();
    assert_eq!(name, (Some(Line { sku: "a".into(), qty: 1 }), None));
    let none = Kinds { maybe_address: None, maybe: None, ..kinds() }.to_item().unwrap();
    let absent: (Option<Address>, Option<String>, Option<String>) =
        picked::<Kinds, _>(&none, |o| (o.maybe_address(), o.maybe_address().zip(), o.maybe())).unwrap();
    assert_eq!(absent, (None, None, None));
}

#[test]
fn list_positions_are_not_shifted() {
    let item = order().to_item().unwrap();
    let quantities: (Option<u32>, Option<u32>, Option<u32>) =
        picked::<Order, _>(&item, |o| (o.lines().at(0).qty(), o.lines().at(1).qty(), o.lines().at(2).qty())).unwrap();
    assert_eq!(quantities, (Some(1), Some(2), None));
    let gap = crate::plain::item([("lines", list([map([("sku", s("a"))]), map([("sku", s("b")), ("qty", n(2))])]))]);
    let quantities = picked::<Order, _>(&gap, |o| (o.lines().at(0).qty(), o.lines().at(1).qty())).unwrap();
    assert_eq!(quantities, (None, Some(2)));
}

#[test]
fn absent_attributes() {
    let nothing = Item::new();
    assert!(picked::<Order, _>(&nothing, |o| o.tags()).unwrap().is_empty(), "an absent set is an empty one");
    assert_eq!(picked::<Order, _>(&nothing, |o| (o.description(), o.expires_at())).unwrap(), (None, None));
    let error = picked::<Order, _>(&nothing, |o| (o.description(), o.total())).unwrap_err();
    assert_eq!(error.to_string(), "attribute `total`: expected a number (N), found nothing");
    let error = picked::<Order, _>(&nothing, |o| o.address().zip()).unwrap_err();
    assert_eq!(error.to_string(), "attribute `address.postcode`: expected text (S), found nothing");
}

#[test]
fn what_does_not_fit() {
    let item = crate::plain::item([("total", s("x")), ("lines", list([map([("qty", n(-1))])])), ("address", s("x"))]);
    let error = picked::<Order, _>(&item, |o| o.total()).unwrap_err();
    assert_eq!(error.to_string(), "attribute `total`: expected a number (N), found S");
    let error = picked::<Order, _>(&item, |o| o.lines().at(0).qty()).unwrap_err();
    assert_eq!(error.to_string(), "attribute `lines[0].qty`: expected a number (N) that fits `u32`, found -1");
    let error = picked::<Order, _>(&item, |o| o.address().city()).unwrap_err();
    assert_eq!(error.to_string(), "attribute `address.city`: expected text (S), found nothing");
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "c", "a.b"]).prop_map(str::to_owned)
}

fn tree() -> impl Strategy<Value = AttributeValue> {
    (0u8..9).prop_map(n).prop_recursive(4, 30, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(AttributeValue::L),
            btree_map(name(), inner, 0..4).prop_map(|members| AttributeValue::M(members.into_iter().collect())),
        ]
    })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![name().prop_map(|name| Step::Member(name.into())), (0usize..3).prop_map(Step::Index)]
}

fn any_path() -> impl Strategy<Value = DocumentPath> {
    let steps = vec(step(), 0..4);
    (name(), steps).prop_map(|(root, steps)| steps.into_iter().fold(DocumentPath::root(root), DocumentPath::then))
}

/// What DynamoDB hands back for paths without list indices: the members on the way, and nothing beside them.
fn projected(item: &Item, paths: &[DocumentPath]) -> Item {
    let mut result = Item::new();
    for path in paths {
        let names: Vec<&str> = std::iter::once(path.attribute()).chain(path.steps().iter().map(member)).collect();
        copy(item, &mut result, &names);
    }
    result
}

fn member(step: &Step) -> &str {
    match step {
        Step::Member(name) => name,
        Step::Index(_) => panic!("a projection has no list index"),
    }
}

fn copy(from: &Item, into: &mut Item, names: &[&str]) {
    let Some(value) = from.get(names[0]) else { return };
    if names.len() == 1 {
        into.insert(names[0].to_owned(), value.clone());
        return;
    }
    let AttributeValue::M(members) = value else { return };
    let below = into.entry(names[0].to_owned()).or_insert_with(|| AttributeValue::M(Item::new()));
    let AttributeValue::M(below) = below else { panic!("a path covers another") };
    copy(members, below, &names[1..]);
    if below.is_empty() {
        into.remove(names[0]);
    }
}

type MaybePath = dynamo_core::expr::Path<AttributeValue, Maybe<Select<Kinds>>>;

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_projected_item_gives_what_the_whole_item_gives(
        members in btree_map(name(), tree(), 0..4),
        paths in vec(any_path(), 1..6),
    ) {
        let item: Item = members.into_iter().collect();
        let selected: Vec<MaybePath> = paths.into_iter().map(dynamo_core::expr::TypedPath::from_path).collect();
        let mut asked = Vec::new();
        selected.iter().for_each(|path| path.paths(&mut asked));
        let projection = Projection::covering(asked);
        for (at, path) in projection.paths().iter().enumerate() {
            let others = projection.paths().iter().enumerate().filter(|(other, _)| *other != at);
            prop_assert!(others.into_iter().all(|(_, other)| !other.covers(path)), "{path} is covered");
        }
        let partial = projected(&item, projection.paths());
        for path in &selected {
            prop_assert_eq!(path.pick(&partial).unwrap(), path.pick(&item).unwrap(), "{:?}", path);
        }
    }

    #[test]
    fn typed_selections_survive_the_projection(region in proptest::option::of("[a-z]{1,3}"), quantities in vec(proptest::num::u32::ANY, 0..4)) {
        let lines = quantities.into_iter().map(|qty| Line { sku: "s".into(), qty }).collect();
        let item = Order { region, lines, ..full_order() }.to_item().unwrap();
        let what = |o: &Fields<Order>| {
            (o.region(), (o.lines().at(0).qty(), o.lines().at(2)), o.address().zip(), o.tags(), o.attr::<u64>("unknown"))
        };
        let request = Db::offline().get(Order::key("u", "o")).select(what).request().unwrap();
        let partial = projected(&item, request.projection.unwrap().paths());
        prop_assert_eq!(picked::<Order, _>(&partial, what).unwrap(), picked::<Order, _>(&item, what).unwrap());
    }
}
