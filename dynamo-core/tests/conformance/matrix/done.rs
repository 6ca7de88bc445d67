//! Carries out actions, and compares all that is stored afterwards.

use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;
use dynamo_core::table::DynamoTable as _;

use super::actions::{Act, Left};
use super::kinds::{Kind, Kinds, KindsFields, required};
use super::spots::{At, NAME, Spot, State, model, place, states};
use crate::bench::Bench;
use crate::case::Case;
use crate::stored::{item, n, normal, s, texts};

pub(super) fn cases() -> Vec<Case> {
    let mut cases: Vec<_> =
        Act::all().into_iter().map(|act| Case::new(format!("action {act:?}"), move |bench| run(bench, act))).collect();
    cases.push(Case::new("counting out of range", ranges));
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
        let ats: Vec<_> = state.spots().map(Spot::at).collect();
        wrong.extend(changed(&bench, act, kind, state, &ats).await);
    }
    wrong.extend(orphaned(&bench, act).await);
    wrong.extend(missing(&bench, act).await);
    assert!(wrong.is_empty(), "{} are wrong:\n    {}", wrong.len(), wrong.join("\n    "));
}

/// Whether the kind has the action.
fn has(act: Act, kind: Kind, at: At) -> bool {
    act.on(kind, at, &Kinds::fields()).is_ok()
}

/// What went wrong with an action on attributes of one kind.
pub(super) async fn changed(bench: &Bench, act: Act, kind: Kind, state: State, ats: &[At]) -> Vec<String> {
    let ats: Vec<_> = ats.iter().copied().filter(|at| has(act, kind, *at)).collect();
    let Some(first) = ats.first() else { return Vec::new() };
    let (stored, left) = (model(kind, state, first.name), act.leaves(kind, state));
    let sent = Sent { bench, act, kind, stored, left };
    bench.raw.write(&bench.db.table_name::<Kinds>(), sent.stored.clone()).await;
    let mut wrong = Vec::new();
    if sent.is_refused() {
        // One that is refused hides the others.
        for at in &ats {
            wrong.extend(sent.send(&[*at]).await.err());
        }
        wrong.extend(holds(bench, sent.stored.clone()).await.err());
    } else if let Err(why) = sent.changes(&ats).await {
        wrong.push(why);
        for at in &ats {
            bench.raw.write(&bench.db.table_name::<Kinds>(), sent.stored.clone()).await;
            let why = sent.changes(&[*at]).await.err();
            wrong.extend(why.map(|why| format!("    {at:?}: {why}")));
        }
    }
    wrong.into_iter().map(|why| format!("{kind:?} {state:?}: {why}")).collect()
}

/// An action, and what it is sent to.
struct Sent<'b> {
    bench: &'b Bench,
    act: Act,
    kind: Kind,
    stored: Item,
    left: Left,
}

impl Sent<'_> {
    fn is_refused(&self) -> bool {
        matches!(self.left, Left::Invalid | Left::OutOfRange)
    }

    /// One update of all these places, which ends as it should.
    async fn send(&self, ats: &[At]) -> Result<(), String> {
        let action = |at: &At, f: &KindsFields<_>| self.act.on(self.kind, *at, f).expect("it has the action");
        let update =
            self.bench.db.update(Kinds::key("k")).set(|f| ats.iter().map(|at| action(at, f)).collect::<Vec<_>>());
        let result = update.await;
        let fits = match (&self.left, &result) {
            (Left::Value(_) | Left::Absent, Ok(())) => true,
            (Left::Invalid, Err(error)) => error.is_invalid_request(),
            (Left::OutOfRange, Err(error)) => error.is_out_of_range(),
            _ => false,
        };
        if fits { Ok(()) } else { Err(format!("{ats:?}: expected {:?}, and it was {result:?}", self.left)) }
    }

    /// The update, and what is stored then.
    async fn changes(&self, ats: &[At]) -> Result<(), String> {
        self.send(ats).await?;
        let mut expected = self.stored.clone();
        for at in ats {
            let value = if let Left::Value(value) = &self.left { Some(value.clone()) } else { None };
            place(&mut expected, self.kind, *at, value);
        }
        holds(self.bench, expected).await
    }
}

async fn holds(bench: &Bench, expected: Item) -> Result<(), String> {
    let found = bench.raw.item(&bench.db.table_name::<Kinds>(), item([("id", s("k"))])).await.map(normal);
    let expected = Some(normal(expected));
    if found == expected { Ok(()) } else { Err(format!("stored is {found:?}\n    instead of {expected:?}")) }
}

/// Below a list or a map that is not there.
async fn orphaned(bench: &Bench, act: Act) -> Vec<String> {
    let stored = required("k");
    bench.raw.write(&bench.db.table_name::<Kinds>(), stored.clone()).await;
    let mut wrong = Vec::new();
    for (kind, at) in Kind::ALL.iter().flat_map(|kind| [(*kind, Spot::Element.at()), (*kind, Spot::Key.at())]) {
        if has(act, kind, at) {
            let update = bench.db.update(Kinds::key("k")).set(|f| act.on(kind, at, f).expect("it has it"));
            let result = update.await;
            // Whether the number fits is asked first, and what is absent counts as 0.
            let out = act.leaves(kind, State::Absent) == Left::OutOfRange;
            let fits = if out { Error::is_out_of_range } else { Error::is_invalid_request };
            if !result.as_ref().is_err_and(fits) {
                wrong.push(format!("{kind:?} without a parent: {at:?}: {result:?}"));
            }
        }
    }
    wrong.extend(holds(bench, stored).await.err());
    wrong
}

async fn missing(bench: &Bench, act: Act) -> Vec<String> {
    let (mut wrong, at) = (Vec::new(), Spot::Optional.at());
    for kind in Kind::ALL.iter().copied().filter(|kind| has(act, *kind, at)) {
        let update = bench.db.update(Kinds::key("nobody")).set(|f| act.on(kind, at, f).expect("it has it"));
        match update.await {
            Err(error) if error.is_not_found() && error.current_item().is_none() => {}
            other => wrong.push(format!("{kind:?} without an item: {other:?}")),
        }
    }
    let stored = bench.raw.item(&bench.db.table_name::<Kinds>(), item([("id", s("nobody"))])).await;
    wrong.extend(stored.map(|stored| format!("made out of nothing: {stored:?}")));
    wrong
}

variants! {
    /// Numbers at the end of what their type holds.
    Range { IntegerUp, IntegerDown, NewtypeUp, NewtypeDown, ExpiryUp, ExpiryDown }
}

async fn ranges(bench: Bench) {
    bench.with::<Kinds>().await;
    for of in Range::ALL {
        range(&bench, *of).await;
    }
}

/// Counting on is refused, and the attribute is named; up to the end it is not.
async fn range(bench: &Bench, of: Range) {
    let db = &bench.db;
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
        assert_eq!(holds(bench, stored).await, Ok(()), "{spot:?}");
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
    let mut expected: Item = model(Kind::TextSet, State::There, NAME).into_iter().chain(required("k")).collect();
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
    assert_eq!(holds(&bench, expected).await, Ok(()));
}
