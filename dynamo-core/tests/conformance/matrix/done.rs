//! Carries out actions, and compares all that is stored afterwards.

use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;
use dynamo_core::table::DynamoTable as _;

use super::actions::{Act, Left};
use super::kinds::{Kind, Kinds, KindsFields};
use super::spots::{At, NAME, Spot, State, model, place, states};
use crate::bench::Bench;
use crate::case::Case;
use crate::stored::{item, n, normal, s, texts};

pub(super) fn cases() -> Vec<Case> {
    let mut cases: Vec<_> =
        Act::all().into_iter().map(|act| Case::new(format!("action {act:?}"), move |bench| run(bench, act))).collect();
    cases.extend(Range::ALL.iter().map(|of| Case::new(format!("range {of:?}"), move |bench| range(bench, *of))));
    cases.extend(
        Several::ALL.iter().map(|of| Case::new(format!("several actions: {of:?}"), move |bench| several(bench, *of))),
    );
    cases
}

/// Every kind at every spot, there and absent; then without what it stands in, and without an item.
async fn run(bench: Bench, act: Act) {
    bench.with::<Kinds>().await;
    let mut wrong = Vec::new();
    for (state, kind) in states() {
        for spot in state.spots() {
            if let Some(why) = changed(&bench, act, kind, state, spot.at()).await {
                wrong.push(format!("{kind:?} {state:?} {spot:?}: {why}"));
            }
        }
    }
    for kind in Kind::ALL {
        wrong.extend(orphaned(&bench, act, *kind).await.map(|why| format!("{kind:?} without a parent: {why}")));
        wrong.extend(missing(&bench, act, *kind).await.map(|why| format!("{kind:?} without an item: {why}")));
    }
    assert!(wrong.is_empty(), "{} are wrong:\n    {}", wrong.len(), wrong.join("\n    "));
}

/// Whether the kind has the action.
fn has(act: Act, kind: Kind, at: At) -> bool {
    act.on(kind, at, &Kinds::fields()).is_ok()
}

/// What went wrong with one action, if anything did.
pub(super) async fn changed(bench: &Bench, act: Act, kind: Kind, state: State, at: At) -> Option<String> {
    if !has(act, kind, at) {
        return None;
    }
    let mut expected = model(kind, state, at.name);
    bench.raw.write(&bench.db.table_name::<Kinds>(), expected.clone()).await;
    let left = act.leaves(kind, state);
    let result = bench.db.update(Kinds::key("k")).set(|f| act.on(kind, at, f).expect("it has the action")).await;
    let fits = match (&left, &result) {
        (Left::Value(_) | Left::Absent, Ok(())) => true,
        (Left::Invalid, Err(error)) => error.is_invalid_request(),
        (Left::OutOfRange, Err(error)) => error.is_out_of_range(),
        _ => false,
    };
    if !fits {
        return Some(format!("expected {left:?}, and it was {result:?}"));
    }
    match left {
        Left::Value(value) => place(&mut expected, kind, at, Some(value)),
        Left::Absent => place(&mut expected, kind, at, None),
        Left::Invalid | Left::OutOfRange => {}
    }
    differs(bench, expected).await
}

async fn differs(bench: &Bench, expected: Item) -> Option<String> {
    let found = bench.raw.item(&bench.db.table_name::<Kinds>(), item([("id", s("k"))])).await.map(normal);
    let expected = Some(normal(expected));
    (found != expected).then(|| format!("stored is {found:?}\n    instead of {expected:?}"))
}

/// Below a list or a map that is not there.
async fn orphaned(bench: &Bench, act: Act, kind: Kind) -> Option<String> {
    let mut stored = model(kind, State::There, NAME);
    stored.retain(|name, _| name != "list" && name != "map");
    for at in [Spot::Element.at(), Spot::Key.at()].into_iter().filter(|at| has(act, kind, *at)) {
        bench.raw.write(&bench.db.table_name::<Kinds>(), stored.clone()).await;
        let result = bench.db.update(Kinds::key("k")).set(|f| act.on(kind, at, f).expect("it has the action")).await;
        if !result.as_ref().is_err_and(Error::is_invalid_request) {
            return Some(format!("{at:?}: {result:?}"));
        }
    }
    differs(bench, stored).await.filter(|_| has(act, kind, Spot::Element.at()))
}

async fn missing(bench: &Bench, act: Act, kind: Kind) -> Option<String> {
    let at = Spot::Optional.at();
    if !has(act, kind, at) {
        return None;
    }
    let result = bench.db.update(Kinds::key("nobody")).set(|f| act.on(kind, at, f).expect("it has the action")).await;
    let stored = bench.raw.item(&bench.db.table_name::<Kinds>(), item([("id", s("nobody"))])).await;
    match result {
        Err(error) if error.is_not_found() && error.current_item().is_none() && stored.is_none() => None,
        other => Some(format!("{other:?}, and {stored:?} is stored")),
    }
}

variants! {
    /// Numbers at the end of what their type holds.
    Range { IntegerUp, IntegerDown, NewtypeUp, NewtypeDown, ExpiryUp, ExpiryDown }
}

/// Counting on is refused, and the attribute is named; up to the end it is not.
async fn range(bench: Bench, of: Range) {
    let db = bench.with::<Kinds>().await;
    let (kind, end) = match of {
        Range::IntegerUp => (Kind::Integer, n(i64::MAX)),
        Range::IntegerDown => (Kind::Integer, n(i64::MIN)),
        Range::NewtypeUp => (Kind::Newtype, n(i64::MAX)),
        Range::NewtypeDown => (Kind::Newtype, n(i64::MIN)),
        Range::ExpiryUp => (Kind::Expiry, n(u64::MAX)),
        Range::ExpiryDown => (Kind::Expiry, n(0)),
    };
    let up = matches!(of, Range::IntegerUp | Range::NewtypeUp | Range::ExpiryUp);
    let (on, back) = {
        let [increment, decrement] =
            [super::actions::Counting::Increment, super::actions::Counting::Decrement].map(Act::Count);
        if up { (increment, decrement) } else { (decrement, increment) }
    };
    for spot in Spot::ALL {
        let mut stored = model(kind, State::There, NAME);
        place(&mut stored, kind, spot.at(), Some(end.clone()));
        bench.raw.write(&db.table_name::<Kinds>(), stored.clone()).await;
        let error = db.update(Kinds::key("k")).set(|f| on.on(kind, spot.at(), f).expect("a number")).await;
        let error = error.expect_err(&format!("{spot:?}: nothing is beyond the end"));
        assert!(matches!(error.kind(), ErrorKind::OutOfRange { .. }), "{spot:?}: {error:?}");
        assert_eq!(error.current_item().map(|item| normal(item.clone())), Some(normal(stored.clone())), "{spot:?}");
        assert_eq!(differs(&bench, stored).await, None, "{spot:?}");
        for (act, what) in [(back, "away from the end"), (on, "and to it again")] {
            let update = db.update(Kinds::key("k")).set(|f| act.on(kind, spot.at(), f).expect("a number"));
            update.await.unwrap_or_else(|error| panic!("{spot:?}: {what}: {error:?}"));
        }
    }
}

variants! {
    /// How several actions are given.
    Several { Tuple, Nested, Vec, Array, Some, None, Repeated, Everything }
}

async fn several(bench: Bench, of: Several) {
    let db = bench.with::<Kinds>().await;
    let mut expected = model(Kind::TextSet, State::There, NAME);
    bench.raw.write(&db.table_name::<Kinds>(), expected.clone()).await;
    let update = db.update(Kinds::key("k"));
    let text = |f: &KindsFields<_>| f.text().set("t");
    let integer = |f: &KindsFields<_>| f.integer().increment(1);
    let update = match of {
        Several::Tuple => update.set(|f| (text(f), integer(f))),
        Several::Nested => update.set(|f| ((text(f),), (((integer(f),), None::<Vec<dynamo_core::expr::Action<_>>>),))),
        Several::Vec => update.set(|f| vec![text(f), integer(f)]),
        Several::Array => update.set(|f| [text(f), integer(f)]),
        Several::Some => update.set(|f| Some((text(f), integer(f)))),
        Several::None => update.set(|f| (text(f), None::<dynamo_core::expr::Action<_>>, Some(integer(f)))),
        Several::Repeated => update.set(text).set(integer),
        // One of each clause.
        Several::Everything => update.set(|f| {
            (
                text(f),
                f.text_set().insert(["z"]),
                integer(f),
                f.text_set_opt().delete(["a"]),
                f.attr::<Option<String>>("more").remove(),
            )
        }),
    };
    update.await.expect("an update");
    expected.insert("name".to_owned(), s("t"));
    expected.insert("size".to_owned(), n(11));
    if of == Several::Everything {
        expected.insert("a__b".to_owned(), texts(["a", "b", "z"]));
        expected.insert("A__B".to_owned(), texts(["b"]));
        expected.remove("more");
    }
    assert_eq!(differs(&bench, expected).await, None);
}
